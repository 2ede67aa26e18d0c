# A container with Ferry in it:  docker build -t ferry .  and then
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/data" -e AFFINITY_API_KEY ferry plan deals.yaml
FROM swift:6.2-bookworm AS build
WORKDIR /source
COPY . .
RUN script/package

FROM debian:bookworm-slim
COPY --from=build /source/.build/package/ferry_*.deb /tmp/ferry.deb
# script/package-check runs these lines in a bare Debian root.
RUN apt-get update && apt-get install --yes --no-install-recommends /tmp/ferry.deb && rm -rf /tmp/ferry.deb /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 ferry && install -d -o ferry -g ferry /data
USER ferry
WORKDIR /data
# Which runs are this user's own has to outlive the container, and so has the name of the machine.
ENV XDG_STATE_HOME=/data/.ferry/state XDG_CACHE_HOME=/data/.ferry/cache FERRY_MACHINE=container
ENTRYPOINT ["ferry"]
