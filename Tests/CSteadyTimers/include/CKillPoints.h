// Loaded into a process under test with LD_PRELOAD; nothing calls it. See KillPoints.c.
