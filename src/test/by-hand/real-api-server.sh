#!/usr/bin/env bash
# Checks the sandbox against an API server that is not its own, by hand:
#   src/test/by-hand/real-api-server.sh KUBECONFIG
# KUBECONFIG leads to a throw-away API server that runs on this machine and that nobody uses: it is EMPTIED. It needs
# neither nodes nor controllers, only rights to everything. For the logs of pods it must reach 127.0.0.1 (where the
# sandbox plays the kubelet) and must not check the kubelet's certificate.
# Four verdicts are printed; the exit code is 0 if all are good.
set -uo pipefail
kubeconfig=$(realpath "${1:?usage: $0 KUBECONFIG}") || exit 2
[ -r "$kubeconfig" ] || { echo "cannot read $kubeconfig" >&2; exit 2; }
cd "$(dirname "$0")/../../.."
bad=0
verdict() { # what, exit code
  if [ "$2" -eq 0 ]; then echo "GOOD  $1"; else echo "BAD   $1"; bad=1; fi
}
tests() { mvn -q -B test -Dtest="$1" -Dconformance.kubeconfig="$kubeconfig"; }

tests ConformanceTest
verdict "the API server does what the built-in one promises" $?
tests ClusterScenarioTest
verdict "controllers, Helm, operator pods, their logs and their load balancer" $?
mvn -q -B spring-boot:test-run -Dspring-boot.run.arguments="--sandbox.port=0 --sandbox.kubeconfig=$kubeconfig --sandbox.say='/uid2 deploy integ' --sandbox.say='/uid2 deploy integ'"
verdict "two deploys" $?
tests OneRevisionByHandTest
verdict "Helm's release has one revision after them" $?
exit $bad
