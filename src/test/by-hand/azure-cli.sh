#!/usr/bin/env bash
# The real Azure CLI runs the integration guide's commands against the sandbox; then the bot deploys with what the CLI made, and changes
# none of it. Run it in the project's directory, as somebody who may write /etc/hosts (two lines of it are added and taken away again).
#
#   src/test/by-hand/azure-cli.sh
#
# Needs Maven, a JDK 25, curl and the Azure CLI; on Debian it installs the CLI if there is none. Nothing of yours is touched: the CLI works
# with a home directory of its own. Takes some minutes. Exit code 0: every command and the deploy went well.
#
#   AZ    the CLI's command, if it is not "az"
#   JAR   the bot, if it is not to be built
set -u -o pipefail
cd "$(dirname "$0")/../../.." || exit 2

AZ=${AZ:-az}
JAR=${JAR:-}
TENANT=7e57e57e-0000-4000-8000-000000000001
CLIENT_ID=b07b07b0-0000-4000-8000-000000000003
CLIENT_SECRET=sandbox-client-secret
WORK=$(mktemp -d)
WORLD=$WORK/world
HOSTS_MARK="# by-hand azure-cli $$"
FAILED=0
RUN=0
CANNOT=""
VALUE=""
GROUPS_TO_END=""

say() { printf '\n=== %s\n' "$*"; }
give_up() { printf '\nSTOPPED: %s\n' "$*"; exit 1; }

end() {
  code=$?
  trap - EXIT
  for group in $GROUPS_TO_END; do kill -TERM -- "-$group" 2>/dev/null; done
  # Written back in place: in a container the file is a mount, which cannot be replaced
  if grep -qF "$HOSTS_MARK" /etc/hosts; then grep -vF "$HOSTS_MARK" /etc/hosts >"$WORK/hosts"; cat "$WORK/hosts" >/etc/hosts; fi
  for group in $GROUPS_TO_END; do
    for _ in $(seq 50); do kill -0 -- "-$group" 2>/dev/null || break; sleep 0.2; done
    kill -KILL -- "-$group" 2>/dev/null
  done
  rm -rf "$WORK"
  exit $code
}
trap end EXIT
trap 'exit 130' INT TERM

# Starts a program in a process group of its own, so that all of it can be ended: start LOG COMMAND...
start() {
  local log=$1
  shift
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  STARTED=$!
  GROUPS_TO_END="$GROUPS_TO_END $STARTED"
  set +m
}

# az, with a home of its own and the sandbox's CA
cli() {
  env HOME="$WORK/home" AZURE_CONFIG_DIR="$WORK/home/.azure" REQUESTS_CA_BUNDLE="$WORLD/ca.pem" AZURE_CORE_COLLECT_TELEMETRY=no \
    AZURE_CORE_ONLY_SHOW_ERRORS=yes AZURE_CORE_DISABLE_PROGRESS_BAR=yes AZURE_CORE_NO_COLOR=yes PYTHONWARNINGS=ignore $AZ "$@"
}

# Prints a command as one would type it, secrets left out.
typed() {
  local word line='$ az'
  for word in "$@"; do
    word=${word//"$CLIENT_SECRET"/***}
    word=${word//"${OPERATOR_KEY:-$CLIENT_SECRET}"/***}
    case $word in
      *[!-A-Za-z0-9_./:=@+,*]*) line="$line '$word'" ;;
      *) line="$line $word" ;;
    esac
  done
  printf '%s\n' "$line"
}

# Whether the CLI's own code broke, rather than the service refused
broke() { grep -qE "az feedback|ERROR: 'NoneType'" "$WORK/err"; }

try() {
  RUN=$((RUN + 1))
  typed "$@"
  local from=$SECONDS
  cli "$@" >"$WORK/out" 2>"$WORK/err" </dev/null
  local code=$?
  TOOK=$((SECONDS - from))
  return $code
}

well() { printf '  ok (%s s)  %s\n' "$TOOK" "${1:-}"; }
badly() { FAILED=$((FAILED + 1)); printf '  FAILED\n'; cat "$WORK/out" "$WORK/err" | tail -8 | sed 's/^/    /'; }

# az COMMAND...: runs it, prints its verdict
az() { if try "$@"; then well; else badly; return 1; fi; }

# show COMMAND...: the same, with what it prints (short things only)
show() { if try "$@"; then well; head -40 "$WORK/out" | sed 's/^/    /'; else badly; return 1; fi; }

# value COMMAND...: the same, and sets VALUE to what it prints
value() { if try "$@"; then VALUE=$(cat "$WORK/out"); well "$VALUE"; else badly; return 1; fi; }

# refused TEXT COMMAND...: the service must refuse it with that text
refused() {
  local text=$1
  shift
  if try "$@"; then
    FAILED=$((FAILED + 1))
    printf '  FAILED: it was to be refused\n'
  elif grep -qF -- "$text" "$WORK/err"; then
    printf '  refused, as it must be: %s\n' "$(grep -F -m1 -- "$text" "$WORK/err" | cut -c1-160)"
  else
    badly
  fi
}

# or_rest FUNCTION COMMAND...: where the packaged CLI itself is broken, the function sends the same request by az rest
or_rest() {
  local instead=$1
  shift
  if try "$@"; then
    well
  elif broke; then
    printf '  this CLI cannot (its own code breaks before it asks): %s\n  the same request by az rest:\n' \
      "$(grep -E "^[A-Za-z]*Error|'NoneType'" "$WORK/err" | tail -1)"
    CANNOT="$CANNOT\n  $(typed "$@" | cut -c3- | sed "s/ -.*//")"
    "$instead"
  else
    badly
  fi
}

rest() {
  local method=$1 url=$2
  shift 2
  az rest --method "$method" --url "$url" "$@" --output none
}

# put ID API-VERSION BODY: the resource is made, and Azure is done with it
put() { rest put "$1?api-version=$2" --body "$3" && az resource wait --ids "$1" --api-version "$2" --created --interval 1 --timeout 300; }

grant() { # SCOPE ROLE PRINCIPAL
  value rest --method get --url "$1/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01&\$filter=roleName%20eq%20'${2// /%20}'" \
    --query 'value[0].id' --output tsv || return 1
  rest put "$1/providers/Microsoft.Authorization/roleAssignments/$(cat /proc/sys/kernel/random/uuid)?api-version=2022-04-01" \
    --body "{\"properties\":{\"roleDefinitionId\":\"$VALUE\",\"principalId\":\"$3\",\"principalType\":\"ServicePrincipal\"}}"
}

# Asks the sandbox's page; prints the answer
page() { curl -sS "$@"; }

property() { sed -n "s/^$1=//p" "$WORLD/bot.properties" | sed 's/\\//g'; }

until_true() { # SECONDS WHAT COMMAND...
  local left=$(($1 * 5)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ $left -gt 0 ] || return 1
    sleep 0.2
  done
}

# --- what it needs ------------------------------------------------------------------------------------------------------------------

say "What it needs"
if ! command -v ${AZ%% *} >/dev/null; then
  command -v apt-get >/dev/null || give_up "there is no Azure CLI here, and no apt-get to install it with"
  echo "installing azure-cli"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq azure-cli; } >"$WORK/apt.log" 2>&1 ||
    { tail -3 "$WORK/apt.log"; give_up "azure-cli cannot be installed"; }
fi
for tool in mvn curl; do command -v $tool >/dev/null || give_up "there is no $tool here"; done
[ -w /etc/hosts ] || give_up "/etc/hosts cannot be written: run it as root, or in a container"
JAVA=""
for candidate in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} java /usr/lib/jvm/*/bin/java; do
  if "$candidate" -version 2>&1 | grep -q 'version "25'; then JAVA=$candidate; break; fi
done
[ -n "$JAVA" ] || give_up "there is no JDK 25 here (JAVA_HOME, the path, /usr/lib/jvm)"
mkdir -p "$WORK/home" "$WORK/bot"
VERSION=$(cli version --query '"azure-cli"' --output tsv 2>/dev/null)
echo "Azure CLI $VERSION, $("$JAVA" -version 2>&1 | head -1)"
if [ -z "$JAR" ]; then
  echo "building the bot"
  mvn -q -B package -DskipTests >"$WORK/mvn.log" 2>&1 || { tail -20 "$WORK/mvn.log"; give_up "the bot cannot be built"; }
  JAR=target/uid2-chatops.jar
fi
JAR=$(realpath "$JAR")

say "The world, in its own process"
start "$WORK/world.log" mvn -q -B spring-boot:test-run -Dspring-boot.run.arguments="--sandbox.world-only --sandbox.port=0 --sandbox.dir=$WORLD"
up_or_ended() { test -f "$WORLD/bot.properties" || ! kill -0 "$STARTED"; }
until_true 240 "the world" up_or_ended && [ -f "$WORLD/bot.properties" ] || { tail -20 "$WORK/world.log"; give_up "the world does not start"; }
until_true 10 "its page" grep -q 'http://' "$WORK/world.log"
PAGE=$(grep -o 'http://[^ ]*' "$WORK/world.log" | head -1)
ARM=$(property uid2.azure.resource-manager-url)
LOGIN=$(property uid2.azure.authority-host)
export SUBSCRIPTION_ID
SUBSCRIPTION_ID=$(property uid2.targets.integ.subscription-id)
OPERATOR_KEY=$(cat "$(property uid2.targets.integ.operator-key-file)")
echo "page $PAGE, ARM $ARM, sign-in $LOGIN"

# --- the guide's variables, with the guide's own names --------------------------------------------------------------------------------

RESOURCE_GROUP="my-vn-aks"
LOCATION="eastus"
VNET_NAME="my-vnet"
PUBLIC_IP_ADDRESS_NAME="my-public-ip"
NAT_GATEWAY_NAME="my-nat-gateway"
AKS_CLUSTER_NAME="myvncluster"
KEYVAULT_NAME="my-vn-aks-vault"
KEYVAULT_SECRET_NAME="my-vn-aks-opr-key-name"
MANAGED_IDENTITY="my-vn-aks-opr-id"
GROUP="/subscriptions/$SUBSCRIPTION_ID/resourceGroups/$RESOURCE_GROUP"
NETWORK="$GROUP/providers/Microsoft.Network"
NETWORK_API=2022-07-01

say "Sign in"
metadata() { cli rest --method get --url "$ARM/metadata/endpoints?api-version=2022-09-01" --skip-authorization-header --query "$1" --output tsv; }
GRAPH=$(metadata microsoftGraphResourceId)
VAULTS=$(metadata suffixes.keyVaultDns)
[ -n "$GRAPH" ] && [ -n "$VAULTS" ] || give_up "the CLI cannot read what the sandbox's cloud is made of"
echo "127.0.0.1 $KEYVAULT_NAME.${VAULTS%%:*} $HOSTS_MARK" >>/etc/hosts
echo "vaults at https://NAME.$VAULTS (a line of the host table points there), Microsoft Graph at $GRAPH"
clouds() { # NAME AUTHORITY
  az cloud register --name "$1" --cloud-config "{\"endpoints\":{\"resourceManager\":\"$ARM/\",\"activeDirectory\":\"$2\",\"activeDirectoryResourceId\":\"https://management.core.windows.net/\",\"activeDirectoryGraphResourceId\":\"https://graph.windows.net/\",\"microsoftGraphResourceId\":\"$GRAPH\"},\"suffixes\":{\"keyvaultDns\":\".$VAULTS\"}}" &&
    az cloud set --name "$1" &&
    az login --service-principal --username $CLIENT_ID --password $CLIENT_SECRET --tenant $TENANT --output none
}
clouds SandboxAdfs "${LOGIN}adfs" || give_up "no sign-in"
if [ "$(printf '%s\n' 2.60 "$VERSION" | sort -V | head -1)" = 2.60 ]; then
  echo "(this version can be told not to ask Microsoft about the authority, so it signs in as at Entra too)"
  az config set core.instance_discovery=false --only-show-errors
  clouds SandboxEntra "${LOGIN%/}" || give_up "no sign-in"
fi
show account show --query '{subscription:id, tenant:tenantId}' --output json

say "Guide: create resource group"
group_by_rest() { rest put "$GROUP?api-version=2021-04-01" --body "{\"location\":\"$LOCATION\"}"; }
or_rest group_by_rest group create --name "$RESOURCE_GROUP" --location "$LOCATION" --output none
[ $FAILED = 0 ] || give_up "there is no group to put anything into"
show account list-locations --output table --query '[?starts_with(name, `eastus`)].{Name:name, DisplayName:displayName}'

say "Guide: create virtual network and subnets"
vnet_by_rest() { put "$NETWORK/virtualNetworks/$VNET_NAME" $NETWORK_API "{\"location\":\"$LOCATION\",\"properties\":{\"addressSpace\":{\"addressPrefixes\":[\"10.0.0.0/8\"]},\"enableDdosProtection\":false,\"enableVmProtection\":false}}"; }
or_rest vnet_by_rest network vnet create --resource-group $RESOURCE_GROUP --name $VNET_NAME --location $LOCATION --address-prefixes 10.0.0.0/8 --output none
subnet() { # NAME PREFIX FURTHER-PROPERTIES OPTIONS...
  local name=$1 prefix=$2 further=$3
  shift 3
  subnet_by_rest() { put "$NETWORK/virtualNetworks/$VNET_NAME/subnets/$name" $NETWORK_API "{\"name\":\"$name\",\"properties\":{\"addressPrefix\":\"$prefix\",\"privateEndpointNetworkPolicies\":\"Disabled\",\"privateLinkServiceNetworkPolicies\":\"Enabled\"$further}}"; }
  or_rest subnet_by_rest network vnet subnet create --resource-group $RESOURCE_GROUP --vnet-name $VNET_NAME --name "$name" --address-prefixes "$prefix" "$@" --output none
}
DELEGATION=",\"delegations\":[{\"name\":\"0\",\"properties\":{\"serviceName\":\"Microsoft.ContainerInstance/containerGroups\"}}]"
subnet default 10.0.0.0/24 ""
subnet aks 10.1.0.0/16 ""
subnet cg 10.2.0.0/16 "$DELEGATION" --delegations Microsoft.ContainerInstance/containerGroups

say "Guide: create public IP address and NAT gateway; configure NAT for the subnet"
ip_by_rest() { put "$NETWORK/publicIPAddresses/$PUBLIC_IP_ADDRESS_NAME" $NETWORK_API "{\"location\":\"$LOCATION\",\"sku\":{\"name\":\"Standard\"},\"properties\":{\"publicIPAllocationMethod\":\"Static\",\"idleTimeoutInMinutes\":4}}"; }
or_rest ip_by_rest network public-ip create --name $PUBLIC_IP_ADDRESS_NAME --resource-group $RESOURCE_GROUP --sku standard --allocation static --output none
nat_by_rest() { put "$NETWORK/natGateways/$NAT_GATEWAY_NAME" $NETWORK_API "{\"location\":\"$LOCATION\",\"sku\":{\"name\":\"Standard\"},\"properties\":{\"idleTimeoutInMinutes\":4,\"publicIpAddresses\":[{\"id\":\"$NETWORK/publicIPAddresses/$PUBLIC_IP_ADDRESS_NAME\"}]}}"; }
or_rest nat_by_rest network nat gateway create --resource-group $RESOURCE_GROUP --name $NAT_GATEWAY_NAME --public-ip-addresses $PUBLIC_IP_ADDRESS_NAME --idle-timeout 4 --output none
cg_by_rest() { put "$NETWORK/virtualNetworks/$VNET_NAME/subnets/cg" $NETWORK_API "{\"name\":\"cg\",\"properties\":{\"addressPrefix\":\"10.2.0.0/16\",\"privateEndpointNetworkPolicies\":\"Disabled\",\"privateLinkServiceNetworkPolicies\":\"Enabled\",\"natGateway\":{\"id\":\"$NETWORK/natGateways/$NAT_GATEWAY_NAME\"}$DELEGATION}}"; }
or_rest cg_by_rest network vnet subnet update --resource-group $RESOURCE_GROUP --vnet-name $VNET_NAME --name cg --nat-gateway $NAT_GATEWAY_NAME --output none
AKS_SUBNET_ID="$NETWORK/virtualNetworks/$VNET_NAME/subnets/aks"
aks_by_rest() { value rest --method get --url "$AKS_SUBNET_ID?api-version=$NETWORK_API" --query id --output tsv; }
or_rest aks_by_rest network vnet subnet show --resource-group $RESOURCE_GROUP --vnet-name $VNET_NAME --name aks --query id --output tsv

say "Guide: create an AKS service"
show aks get-versions --location $LOCATION --output table
aks_create() { # VERSION; the guide as written has no SSH key, and without one the CLI stops
  printf '%s\n' aks create --resource-group $RESOURCE_GROUP --name $AKS_CLUSTER_NAME --location $LOCATION --kubernetes-version "$1" \
    --network-plugin azure --network-policy calico --vnet-subnet-id "$AKS_SUBNET_ID" --service-cidr 10.4.0.0/16 --dns-service-ip 10.4.0.10 \
    --node-vm-size Standard_D4d_v5 --node-count 2 --enable-cluster-autoscaler --min-count 2 --max-count 5 --auto-upgrade-channel patch \
    --enable-managed-identity --nodepool-name oprnodepool --os-sku Ubuntu --generate-ssh-keys --output none
}
mapfile -t arguments < <(aks_create 1.29.13)
refused "which is not supported in this region" "${arguments[@]}"
mapfile -t arguments < <(aks_create 1.34.9)
az "${arguments[@]}"
value aks show --resource-group $RESOURCE_GROUP --name $AKS_CLUSTER_NAME --query identityProfile.kubeletidentity.clientId --output tsv
KUBELET_CLIENT=$VALUE
value aks show --resource-group $RESOURCE_GROUP --name $AKS_CLUSTER_NAME --query nodeResourceGroup --output tsv
AKS_NODE_RESOURCE_GROUP=$VALUE
value ad sp show --id "$KUBELET_CLIENT" --query id --output tsv
KUBELET=$VALUE

say "Guide: create contributor role for the two resource groups"
for scope in "/subscriptions/$SUBSCRIPTION_ID/resourceGroups/$AKS_NODE_RESOURCE_GROUP" "$GROUP"; do
  contributor_by_rest() { grant "$scope" Contributor "$KUBELET"; }
  or_rest contributor_by_rest role assignment create --assignee "$KUBELET_CLIENT" --scope "$scope" --role Contributor --output none
done

say "Guide: set up AKS cluster"
az aks get-credentials --name $AKS_CLUSTER_NAME --resource-group $RESOURCE_GROUP
KUBECONFIG_FILE=$WORK/home/.kube/config
if command -v kubectl >/dev/null; then
  echo "\$ kubectl get nodes"
  if kubectl --kubeconfig "$KUBECONFIG_FILE" get nodes >"$WORK/out" 2>"$WORK/err" && grep -q oprnodepool "$WORK/out"; then TOOK=0; well; sed 's/^/    /' "$WORK/out"; else badly; fi
else
  in_kubeconfig() { sed -n "s/^ *$1: *//p" "$KUBECONFIG_FILE" | tr -d '"' | head -1; }
  for part in certificate-authority client-certificate client-key; do in_kubeconfig $part-data | base64 -d >"$WORK/$part.pem"; done
  echo "\$ curl .../api/v1/nodes (there is no kubectl here)"
  if curl -sS --cacert "$WORK/certificate-authority.pem" --cert "$WORK/client-certificate.pem" --key "$WORK/client-key.pem" \
    "$(in_kubeconfig server)/api/v1/nodes" >"$WORK/out" 2>"$WORK/err" && grep -q oprnodepool "$WORK/out"; then TOOK=0; well; else badly; fi
fi
az provider register --namespace Microsoft.ContainerInstance --wait
state_by_rest() { az rest --method get --url "/subscriptions/$SUBSCRIPTION_ID/providers/Microsoft.ContainerInstance?api-version=2021-04-01" --query registrationState --output tsv; }
or_rest state_by_rest provider show --namespace Microsoft.ContainerInstance --query registrationState --output tsv
[ "$(cat "$WORK/out")" = Registered ] || { FAILED=$((FAILED + 1)); echo "  FAILED: not registered"; }

say "Guide: complete key vault and managed identity setup"
az identity create --name "$MANAGED_IDENTITY" --resource-group "$RESOURCE_GROUP" --location "$LOCATION" --output none
az keyvault create --name "$KEYVAULT_NAME" --resource-group "$RESOURCE_GROUP" --location "$LOCATION" --enable-purge-protection --enable-rbac-authorization --output none
value keyvault show --resource-group "$RESOURCE_GROUP" --name "$KEYVAULT_NAME" --query id --output tsv
KEYVAULT_RESOURCE_ID=$VALUE
echo "(nobody in the guide may write secrets: the vault refuses its owner, as a real one does)"
secret_by_rest() { rest put "https://$KEYVAULT_NAME.$VAULTS/secrets/$KEYVAULT_SECRET_NAME?api-version=7.3" --resource https://vault.azure.net --body "{\"value\":\"$OPERATOR_KEY\"}"; }
set_secret() { printf '%s\n' keyvault secret set --vault-name "$KEYVAULT_NAME" --name "$KEYVAULT_SECRET_NAME" --value "$OPERATOR_KEY" --output none; }
mapfile -t arguments < <(set_secret)
if try "${arguments[@]}"; then FAILED=$((FAILED + 1)); echo "  FAILED: it was to be refused"
elif broke; then
  echo "  this CLI cannot: $(grep -E 'Error' "$WORK/err" | tail -1)"
  refused ForbiddenByRbac rest --method put --url "https://$KEYVAULT_NAME.$VAULTS/secrets/$KEYVAULT_SECRET_NAME?api-version=7.3" --resource https://vault.azure.net --body "{\"value\":\"$OPERATOR_KEY\"}"
elif grep -q ForbiddenByRbac "$WORK/err"; then echo "  refused, as it must be: ForbiddenByRbac"
else badly; fi
value ad sp show --id $CLIENT_ID --query id --output tsv
ME=$VALUE
officer_by_rest() { grant "$KEYVAULT_RESOURCE_ID" "Key Vault Secrets Officer" "$ME"; }
or_rest officer_by_rest role assignment create --assignee $CLIENT_ID --role "Key Vault Secrets Officer" --scope "$KEYVAULT_RESOURCE_ID" --output none
echo "(a grant takes effect after some simulated minutes)"
may_write() { cli rest --method get --url "https://$KEYVAULT_NAME.$VAULTS/secrets?api-version=7.3" --resource https://vault.azure.net; }
until_true 60 "the grant" may_write
or_rest secret_by_rest "${arguments[@]}"
value identity show --name "$MANAGED_IDENTITY" --resource-group "$RESOURCE_GROUP" --query principalId --output tsv
IDENTITY_PRINCIPAL_ID=$VALUE
user_by_rest() { grant "$KEYVAULT_RESOURCE_ID" "Key Vault Secrets User" "$IDENTITY_PRINCIPAL_ID"; }
or_rest user_by_rest role assignment create --assignee-object-id "$IDENTITY_PRINCIPAL_ID" --role "Key Vault Secrets User" --scope "$KEYVAULT_RESOURCE_ID" --assignee-principal-type ServicePrincipal --output none
value identity show --name "$MANAGED_IDENTITY" --resource-group "$RESOURCE_GROUP" --query id --output tsv
MANAGED_IDENTITY_ID=$VALUE
show resource list --resource-group "$RESOURCE_GROUP" --query '[].{Name:name, ResourceType:type}' --output table
[ $FAILED = 0 ] || give_up "$FAILED commands failed"

# --- the bot ----------------------------------------------------------------------------------------------------------------------------

CLUSTER="$GROUP/providers/Microsoft.ContainerService/managedClusters/$AKS_CLUSTER_NAME"
snapshot() { # DIRECTORY: all that is used, as ARM shows it, and the secret's versions
  mkdir -p "$WORK/$1"
  cli group show --name $RESOURCE_GROUP >"$WORK/$1/group.json" &&
    cli resource show --ids "$NETWORK/virtualNetworks/$VNET_NAME" --api-version $NETWORK_API >"$WORK/$1/network.json" &&
    cli resource show --ids "$NETWORK/publicIPAddresses/$PUBLIC_IP_ADDRESS_NAME" --api-version $NETWORK_API >"$WORK/$1/public-ip.json" &&
    cli resource show --ids "$NETWORK/natGateways/$NAT_GATEWAY_NAME" --api-version $NETWORK_API >"$WORK/$1/nat-gateway.json" &&
    cli aks show --resource-group $RESOURCE_GROUP --name $AKS_CLUSTER_NAME >"$WORK/$1/cluster.json" &&
    cli identity show --ids "$MANAGED_IDENTITY_ID" >"$WORK/$1/identity.json" &&
    cli keyvault show --name $KEYVAULT_NAME >"$WORK/$1/vault.json" &&
    cli rest --method get --url "https://$KEYVAULT_NAME.$VAULTS/secrets/$KEYVAULT_SECRET_NAME/versions?api-version=7.3" --resource https://vault.azure.net >"$WORK/$1/secret.json"
}

say "The bot adopts what the CLI made"
snapshot before || give_up "what was made cannot be read"
cat >"$WORK/bot/use.properties" <<END
uid2.targets.integ.resource-group.create=false
uid2.targets.integ.use.virtual-network=$NETWORK/virtualNetworks/$VNET_NAME
uid2.targets.integ.use.subnet-aks=$AKS_SUBNET_ID
uid2.targets.integ.use.subnet-cg=$NETWORK/virtualNetworks/$VNET_NAME/subnets/cg
uid2.targets.integ.use.public-ip=$NETWORK/publicIPAddresses/$PUBLIC_IP_ADDRESS_NAME
uid2.targets.integ.use.nat-gateway=$NETWORK/natGateways/$NAT_GATEWAY_NAME
uid2.targets.integ.use.managed-identity=$MANAGED_IDENTITY_ID
uid2.targets.integ.use.key-vault=$KEYVAULT_RESOURCE_ID
uid2.targets.integ.use.cluster=$CLUSTER
END
sed 's/^/    /' "$WORK/bot/use.properties"
SINCE=$(page "${PAGE}api/azure/requests" | grep -oE '[{]"id":[0-9]+,"time"' | tail -1 | tr -dc 0-9)
[ -n "$SINCE" ] || give_up "the record of requests to Azure cannot be read"
cd "$WORK/bot" || exit 2
start "$WORK/bot.log" "$JAVA" --enable-native-access=ALL-UNNAMED -jar "$JAR" \
  "--spring.config.additional-location=file:$WORLD/bot.properties,file:$WORK/bot/use.properties"
cd - >/dev/null || exit 2
types() { page -X POST "${PAGE}api/slack/commands" -H 'Content-Type: application/json' -d "{\"user\":\"alex\",\"channel\":\"uid2-ops\",\"text\":\"$1\"}"; }
connected() { types help | grep -q '"status":200'; }
until_true 90 "the bot" connected || { tail -20 "$WORK/bot.log"; give_up "the bot does not connect"; }
echo "/uid2 deploy integ"
types "deploy integ" >"$WORK/out"
channel() { page "${PAGE}api/slack/channels/uid2-ops/messages"; }
ended() { channel | grep -qE 'Health check: 200 OK|to `integ` failed|not started'; }
until_true 300 "the deploy" ended
# The live message is edited a little after the outcome is told
settled() { ! channel | grep -q hourglass; }
until_true 10 "the live message" settled
channel | grep -oE '"text":"([^"\\]|\\.)*"' | sed 's/^"text":"//; s/"$//; s/\\n/\n/g; s/\\"/"/g' | grep -v '^$' | awk '!seen[$0]++' | sed 's/^/    /'
if channel | grep -q 'Health check: 200 OK'; then echo "  ok: deployed"; else FAILED=$((FAILED + 1)); echo "  FAILED: not deployed"; fi

say "What the bot used is as it was"
snapshot after || give_up "what was made cannot be read any more"
for file in "$WORK"/before/*.json; do
  name=$(basename "$file")
  if diff "$file" "$WORK/after/$name" >"$WORK/out"; then printf '  unchanged: %s\n' "${name%.json}"; else FAILED=$((FAILED + 1)); printf '  CHANGED: %s\n' "${name%.json}"; head -20 "$WORK/out"; fi
done
page "${PAGE}api/azure/requests?since=$SINCE" | grep -oE '"method":"[A-Z]+","path":"[^"?]*' | sed 's/"method":"//; s/","path":"/ /' >"$WORK/requests"
grep -qE '^GET .*/managedClusters/' "$WORK/requests" || { FAILED=$((FAILED + 1)); echo "  FAILED: the record has no requests of the bot"; }
# What asks by POST changes nothing
grep -vE '^GET |/token$|/listClusterUserCredential$|/checkNameAvailability$' "$WORK/requests" >"$WORK/changes"
echo "  of $(grep -c . "$WORK/requests") requests since then, those that change something: $(grep -c . "$WORK/changes")"
sed 's/^/    /' "$WORK/changes"
if grep -qv '/roleAssignments/' "$WORK/changes"; then FAILED=$((FAILED + 1)); echo "  FAILED: more than grants"; fi

say "Guide: running the health check"
addresses_by_rest() { value rest --method get --url "/subscriptions/$SUBSCRIPTION_ID/resourceGroups/$AKS_NODE_RESOURCE_GROUP/providers/Microsoft.Network/publicIPAddresses?api-version=$NETWORK_API" --query "value[?starts_with(name, 'kubernetes')].properties.ipAddress" --output tsv; }
or_rest addresses_by_rest network public-ip list --resource-group "$AKS_NODE_RESOURCE_GROUP" --query "[?starts_with(name, 'kubernetes')].ipAddress" --output tsv
IP=$(cat "$WORK/out")
echo "\$ curl http://$IP/ops/healthcheck"
if [ "$(curl -sS --proxy "$(property uid2.health.proxy)" "http://$IP/ops/healthcheck" 2>"$WORK/err" | tee "$WORK/out")" = OK ]; then TOOK=0; well OK; else badly; fi

say "Result"
echo "Azure CLI $VERSION: $RUN commands, $FAILED failed"
if [ -n "$CANNOT" ]; then echo "commands that this packaging of the CLI cannot run, sent by az rest:"; printf '%b\n' "$CANNOT" | grep -v '^$' | sort | uniq -c; fi
[ $FAILED = 0 ]
