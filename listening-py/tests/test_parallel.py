"""Threads, forks and fresh processes: what is promised of them in docs/scale.md."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
import threading

import listening
import pytest


def test_threads_share_nothing(samples, report):
    """Eight calls at once, some whole and some in pushes, give what one alone gives."""
    found: dict[int, listening.Report] = {}

    def live(number: int) -> None:
        session = listening.Session(8000)
        for at in range(0, len(samples), 4000 + number):
            session.push(samples[at : at + 4000 + number])
        found[number] = session.finish()

    def whole(number: int) -> None:
        found[number] = listening.analyze(samples, 8000)

    threads = [threading.Thread(target=(live, whole)[number % 2], args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(8), report)


def test_a_session_may_move_between_threads(samples, report):
    session = listening.Session(8000)
    half = len(samples) // 2
    for part in (samples[:half], samples[half:]):
        thread = threading.Thread(target=session.push, args=(part,))
        thread.start()
        thread.join()
    assert session.finish() == report


def test_a_session_refuses_a_second_thread_and_loses_nothing(samples):
    """Either it is refused, or it came after the other had ended."""
    session = listening.Session(8000)
    refused = []

    def push():
        try:
            session.push(samples)
        except RuntimeError as error:
            refused.append(error)

    threads = [threading.Thread(target=push) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = (3 - len(refused)) * len(samples)
    assert session.position == pytest.approx(taken / 8000, abs=0.001)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="there is no fork here")
def test_fork_after_use(demo, report):
    """In a process of its own: one with threads should not be forked, and the tests' may have some."""
    program = f"""
import os, sys, listening
whole = listening.analyze_many([{str(demo)!r}] * 3, workers=2)
session = listening.Session(8000)
if (child := os.fork()) == 0:
    again = listening.analyze_many([{str(demo)!r}] * 3, workers=2)
    same = again == whole and session.finish().duration == 0.0
    os._exit(0 if same else 1)
_, status = os.waitpid(child, 0)
print(whole[0].to_json() if os.waitstatus_to_exitcode(status) == 0 else status)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=120, text=True)
    assert (done.stdout, done.stderr) == (report.to_json() + "\n", "")


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_values_go_to_other_processes_and_back(demo, report, method):
    """Reports, failures and settings are sent; under every way of starting a process that there is here."""
    failure = listening.Failure("a.wav", listening.AudioError("no"))
    config = listening.Config(assessed="customer", lexicon={"continuer": ["joa"]})
    program = f"""
import pickle, sys, multiprocessing, listening
if __name__ == "__main__":
    given = pickle.load(sys.stdin.buffer)
    with multiprocessing.get_context({method!r}).Pool(1) as pool:
        reprs = pool.map(repr, given)
        again = pool.map(listening.analyze, [{str(demo)!r}])
    sys.stdout.buffer.write(pickle.dumps((reprs, given, again)))
"""
    given = [report, failure, config]
    done = subprocess.run([sys.executable, "-c", program], input=pickle.dumps(given), capture_output=True, timeout=120)
    assert done.stderr == b""
    reprs, back, again = pickle.loads(done.stdout)
    assert reprs == list(map(repr, given))
    assert back[0] == report
    assert (str(back[1]), type(back[1].error)) == ("a.wav: no", listening.AudioError)
    assert back[2] == config
    assert again == [report]


def test_a_session_is_not_pickled():
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(listening.Session(8000))
