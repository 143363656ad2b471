"""What is measured, and against what. `python -m benchmarks` runs all of it and keeps the results; `python -m benchmarks.NAME`
runs one; `python -m benchmarks.figures` writes the README's table from what was kept.

A benchmark measures the product beside its yardstick in one run, in alternating rounds, and prints one JSON object as its last
line: `name`, `figures`, `ratios`, `targets`, `met`. `met` maps each target to true, false or "not judged"; a time that a busy
machine spoilt is not judged, a ratio always is.
"""
