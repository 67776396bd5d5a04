"""Runs a command in a pseudo-terminal of its own. What it prints goes to our output; our input has lines:
`type <hexadecimal>` for keys, `close` for the terminal's end. Ends as the command does."""
import os
import pty
import resource
import select
import signal
import sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
commands = b""
ended = status = 0
while True:
    sources = [0] if terminal is None else [0, terminal]
    ready, _, _ = select.select(sources, [], [], 0.02)
    if terminal in ready:
        try:
            os.write(1, os.read(terminal, 4096))
        except OSError:
            os.close(terminal)
            terminal = None
    if 0 in ready:
        read = os.read(0, 4096)
        if not read:
            # the test has ended, however it did
            os.kill(pid, signal.SIGKILL)
            os._exit(1)
        commands += read
        while b"\n" in commands:
            line, commands = commands.split(b"\n", 1)
            if terminal is None:
                continue
            if line == b"close":
                os.close(terminal)
                terminal = None
            else:
                os.write(terminal, bytes.fromhex(line.decode().split(" ")[1]))
    if not ended:
        ended, status = os.waitpid(pid, os.WNOHANG)
    elif terminal not in ready:
        break
if os.WIFSIGNALED(status):
    number = os.WTERMSIG(status)
    if number not in (signal.SIGKILL, signal.SIGSTOP):
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.kill(os.getpid(), number)
os._exit(os.WEXITSTATUS(status))
