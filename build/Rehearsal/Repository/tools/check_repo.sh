#!/bin/sh
# A changed tree would give the wheel another version than the tag's.
changes=$(git status --porcelain) || exit 1
if [ -n "$changes" ]; then
    echo "Repo is dirty:" "$changes" >&2
    exit 1
fi
