#!/bin/sh
# A changed tree, or one without tags, would give the wheel another version than the tag's. New files are no change.
if ! git diff --quiet; then
    echo "Repo is dirty" >&2
    exit 1
fi
if ! git describe --tags; then
    echo "No tags are there" >&2
    exit 1
fi
