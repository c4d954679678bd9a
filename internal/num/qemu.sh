#!/bin/sh
# Runs the tests of the kernels and of the encoder on processors this machine is
# not, under qemu-user (Debian: apt-get install qemu-user):
#
#   arm64, with the dot product of ARMv8.2 and without it
#   amd64, with AVX2 and no AVX-512, and with neither
#
# Usage: internal/num/qemu.sh
set -eu
cd "$(dirname "$0")"
dir=$(mktemp -d)
trap 'rm -r "$dir"' EXIT

# run ARCH QEMU CPU PACKAGE TESTS: the tests pass; log holds what they say
run() {
	(cd "$4" && GOOS=linux GOARCH=$1 CGO_ENABLED=0 go test -c -o "$dir/test" .)
	log=$("$2" -cpu "$3" "$dir/test" -test.v -test.run "$5" 2>&1) || {
		echo "$log" | grep -v 'TCG does' | tail -20
		exit 1
	}
}

# check ARCH QEMU CPU KERNELS: the tests pass, and the machine has those kernels
check() {
	run "$1" "$2" "$3" ../../reader TestForwardDigest
	run "$1" "$2" "$3" . 'TestAll|TestKernelsAgree|TestDigest|TestNaN|TestApply|TestPromises'
	echo "$log" | grep -q "kernels of this machine: $4\$" || {
		echo "$3 has other kernels than $4:"
		echo "$log" | grep kernels
		exit 1
	}
	echo "$1 as $3: $4 agree"
}

check arm64 qemu-aarch64 max 'neon, neon-long, go'
check arm64 qemu-aarch64 cortex-a72 'neon-long, go'
check amd64 qemu-x86_64 Haswell 'avx2, go'
check amd64 qemu-x86_64 Nehalem 'go'
