# Runs inside an ipykernel, in a namespace of its own: see PythonProbe. `ask` says which answer is wanted; the answer is
# a text. Nothing here may fail for what a notebook did: whoever asks takes an error for "unknown".
import atexit
import codecs
import ctypes
import faulthandler
import mmap
import os
import stat
import struct
import sys
import threading
import types
import weakref

RING = 64 << 10
HEAD = struct.Struct('<QQ')


def copier(memory, number):
    """Keeps the end of what a stream is given in memory that outlives the process: see LastWords."""
    head, ring = number * HEAD.size, 2 * HEAD.size + number * RING
    lock, getpid, process, store = threading.Lock(), os.getpid, os.getpid(), HEAD.pack_into
    written = characters = 0

    def write(text):
        nonlocal written, characters
        # A forked child has the memory too, and perhaps a lock that nobody will open.
        if getpid() != process:
            return
        data = text.encode('utf-8', 'replace')
        with lock:
            written += len(data)
            characters += len(text)
            data = data[-RING:]
            start = (written - len(data)) % RING
            fits = RING - start
            if len(data) > fits:
                memory[ring : ring + len(data) - fits] = data[fits:]
                data = data[:fits]
            memory[ring + start : ring + start + len(data)] = data
            store(memory, head, written, characters)

    return types.SimpleNamespace(write=write, flush=lambda: None)


def copy_at_once(stream):
    """Lets the worker see what C code writes before anybody needs the interpreter's lock, which a crash never frees.

    ipykernel reads that from a pipe and writes it to the worker's pipe behind; here the system copies it from pipe to
    pipe, and it is read afterwards.
    """
    behind = stream._original_stdstream_copy
    if not stat.S_ISFIFO(os.fstat(behind).st_mode) or not stream._should_watch:
        return
    tee = ctypes.CDLL(None, use_errno=True).tee
    tee.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_size_t, ctypes.c_uint]
    tee.restype = ctypes.c_ssize_t
    read, decode = os.read, codecs.getincrementaldecoder('utf-8')('replace').decode
    source, sink = os.pipe()

    def watch():
        while stream._should_watch:
            copied = tee(source, behind, 64 << 10, 0)
            text = decode(read(source, copied if copied > 0 else 64 << 10))
            if text and stream._should_watch:
                stream.write(text)

    os.dup2(sink, stream._original_stdstream_fd)
    os.close(sink)
    stream._fid = source
    stream.watch_fd_thread = threading.Thread(target=watch, daemon=True)
    stream.watch_fd_thread.start()


def keep_last_words(file):
    with open(file, 'r+b') as opened:
        memory = mmap.mmap(opened.fileno(), 2 * (HEAD.size + RING))
    for number, stream in enumerate((sys.stdout, sys.stderr)):
        if getattr(stream, 'echo', stream) is None:
            stream.echo = copier(memory, number)
    for stream in (sys.stdout, sys.stderr):
        copy_at_once(stream)


def keep_traces():
    # ipykernel's own pipe for file descriptor 2 ends with the process; the descriptor behind it does not.
    behind = getattr(sys.stderr, '_original_stdstream_copy', None)
    if behind is not None:
        defaults = getattr(faulthandler.enable, '__defaults__', None)
        if defaults:
            faulthandler.enable.__defaults__ = (behind,) + defaults[1:]
        if not faulthandler.is_enabled():
            faulthandler.enable(behind)


def pipes():
    """Where the worker finds what C code wrote and nobody has read yet; empty if that is not known."""
    ends = [getattr(stream, '_fid', None) for stream in (sys.stdout, sys.stderr)]
    return '%d:%d,%d' % (os.getpid(), *ends) if all(isinstance(end, int) for end in ends) else ''


def finalizers():
    return sum(1 for each in list(weakref.finalize._registry.values()) if each.atexit)


def threads():
    return {each.ident for each in threading.enumerate()}


def files():
    """Inodes of the files that are open for writing: what they buffer is written at the exit."""
    found = set()
    for number in os.listdir('/proc/self/fd'):
        try:
            status = os.stat('/proc/self/fd/' + number)
            if not stat.S_ISREG(status.st_mode) or not status.st_nlink:
                continue
            with open('/proc/self/fdinfo/' + number) as info:
                flags = [line.split()[1] for line in info if line.startswith('flags:')]
            if int(flags[0], 8) & 3:
                found.add(status.st_ino)
        except OSError:
            pass
    return found


def is_child(number):
    """A program that has only just begun shows no environment yet."""
    with open('/proc/' + number + '/stat') as status:
        state, parent = status.read().rpartition(')')[2].split()[:2]
    return state not in 'ZX' and int(parent) == os.getpid()


def processes(marker):
    """Other processes that came from this one, also those that have left it."""
    count = 0
    for number in os.listdir('/proc'):
        if number.isdigit() and int(number) != os.getpid():
            try:
                with open('/proc/' + number + '/environ', 'rb') as environment:
                    variables = environment.read()
                count += marker.encode() in variables.split(b'\0') if variables else is_child(number)
            except OSError:
                pass
    return count


def numbers(found):
    return ','.join(str(each) for each in sorted(found))


def start(file):
    for step in (lambda: keep_last_words(file), keep_traces):
        try:
            step()
        except Exception:
            pass  # another kernel than ipykernel, or another release of it
    return '%d|%d|%s|%s|%s' % (atexit._ncallbacks(), finalizers(), numbers(threads()), numbers(files()), pipes())


def left(callbacks, exits, known_threads, known_files, marker):
    reasons = []
    if atexit._ncallbacks() > callbacks or finalizers() > exits:
        reasons.append('functions that run at its exit')
    if threads() - set(known_threads):
        reasons.append('threads')
    if files() - set(known_files):
        reasons.append('files open for writing')
    if processes(marker):
        reasons.append('processes')
    return ', '.join(reasons) or 'nothing'
