"""Runs a command and prints its exit status and the most memory that it held, in bytes: peak_memory.py COMMAND ARGUMENT ..."""
import resource
import subprocess
import sys

status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(status, peak if sys.platform == "darwin" else peak * 1024)
