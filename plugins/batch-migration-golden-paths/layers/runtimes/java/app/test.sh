#!/bin/sh
# Compiles the jobs with their tests, and runs every test class.
set -eu
cd "$(dirname "$0")"
rm -rf build
mkdir build
find src test -name '*.java' -exec javac -encoding UTF-8 -Werror -Xlint:all -d build {} +
find test -name '*Test.java' | sort | while read -r file; do
  class=${file#test/}
  class=$(printf '%s' "${class%.java}" | tr / .)
  echo "# $class"
  java -cp build "$class"
done
