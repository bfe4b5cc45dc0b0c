#!/usr/bin/python3 -S
"""Tries one forbidden thing from inside Python and says whether it worked; see sandbox-probe."""

import asyncio
import ctypes
import errno
import os
import resource
import socket
import subprocess
import sys
import threading

name, folder, secret, program, victim, port, path = sys.stdin.readline().split()
libc = ctypes.CDLL(None, use_errno=True)


def system_call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "")


def start_loop():
    asyncio.run(asyncio.sleep(0))


def start_thread():
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()


def write(where, text="x"):
    with open(where, "w") as file:
        file.write(text)


def fork():
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def spawn_self():
    child = os.posix_spawn(sys.executable or "/usr/bin/python3", ["python3", "-c", "pass"], {})
    os.waitpid(child, 0)


def connect(family, address):
    with socket.socket(family) as made:
        made.connect(address)


def become_memory_file():
    file = os.memfd_create("code", 0)
    with open("/bin/true", "rb") as source:
        os.write(file, source.read())
    if os.spawnve(os.P_WAIT, f"/proc/self/fd/{file}", ["true"], {}) != 0:
        raise PermissionError(errno.EPERM, "")


def link_out():
    where = folder + "/python-link"
    os.symlink(secret, where)
    try:
        open(where).read()
    finally:
        os.unlink(where)


def make_setuid():
    write(folder + "/python-suid")
    os.chmod(folder + "/python-suid", 0o4755)


def raise_limit():
    soft, hard = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (soft, hard + 1))


def import_module():
    write(folder + "/from_data.py", "value = 1")
    sys.path.insert(0, folder)
    __import__("from_data")


def map_native_code():
    source = next(p for p in ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
                  if os.path.exists(p))
    with open(source, "rb") as original, open(folder + "/native.so", "wb") as copy:
        copy.write(original.read())
    ctypes.CDLL(folder + "/native.so")


def mount():
    where = folder + "/python-mount"
    os.mkdir(where)
    try:
        system_call(165 if is_x86() else 40, b"tmpfs", where.encode(), b"tmpfs", 0, 0)
        libc.umount2(where.encode(), 0)
    finally:
        os.rmdir(where)


def is_x86():
    return os.uname().machine == "x86_64"


PROBES = {
    "asyncio": start_loop,
    "thread": start_thread,
    "import-json": lambda: __import__("json"),
    "write-data": lambda: write(folder + "/python"),
    "import-from-data": import_module,
    "native-code-from-data": map_native_code,
    "read-passwd": lambda: open("/etc/passwd").read(),
    "read-secret": lambda: open(secret).read(),
    "list-usr": lambda: os.listdir("/usr/bin")[1],
    "write-library": lambda: write(os.path.dirname(os.__file__) + "/escape.py"),
    "fork": fork,
    "subprocess-shell": lambda: subprocess.run(["/bin/sh", "-c", "true"], check=True),
    "spawn-self": spawn_self,
    "tcp-connect": lambda: connect(socket.AF_INET, ("127.0.0.1", int(port))),
    "unix-connect": lambda: connect(socket.AF_UNIX, path),
    "kill-victim": lambda: os.kill(int(victim), 9),
    "read-victim-environ": lambda: open(f"/proc/{victim}/environ").read(),
    # PTRACE_SEIZE, mount: numbers of the two architectures.
    "ctypes-ptrace": lambda: system_call(101 if is_x86() else 117, 0x4206, int(victim), 0, 0),
    "ctypes-mount": mount,
    "ctypes-memfd-exec": become_memory_file,
    "symlink-out": link_out,
    "chmod-setuid": make_setuid,
    "raise-limit": raise_limit,
}


def answer():
    try:
        PROBES[name]()
        return "open"
    except OSError as error:
        return f"blocked {errno.errorcode.get(error.errno or 0, type(error).__name__)}"
    except subprocess.CalledProcessError:
        return "blocked failed"
    except (IndexError, RuntimeError, ValueError) as error:
        return f"blocked {type(error).__name__}"


print(answer(), flush=True)
os._exit(0)
