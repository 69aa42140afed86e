package org.uid2chatops.azure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.azure.resourcemanager.network.fluent.models.NatGatewayInner;
import com.azure.resourcemanager.network.fluent.models.PublicIpAddressInner;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.StepName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What the bot reads out of the recorded answers of Microsoft.Network. */
final class NetworkReadings {

    private NetworkReadings() {
    }

    static List<Reading> addresses() {
        return List.of(new Reading("public-ip-create", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(putAddress(bot, first(bot))).hasValue(Duration.ofSeconds(1));
            bot.azure.shows(exchange);
            assertThat(bot.waits(StepName.PUBLIC_IP, first(bot)).why()).isEqualTo("public IP address asotest-publicip-zfwecw (updating)");
        }), new Reading("public-ip-create", 2, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.done(StepName.PUBLIC_IP, first(bot)).detail()).isEqualTo("20.59.31.131, Standard, Static");
        }), new Reading("public-ip-create", 3, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.done(StepName.PUBLIC_IP, second(bot)).detail()).isEqualTo("52.246.249.159, Standard, Static");
        }), new Reading("public-ip-create", 4, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(putAddress(bot, second(bot))).hasValue(Duration.ofSeconds(1));
            bot.azure.shows(exchange);
            assertThat(bot.waits(StepName.PUBLIC_IP, second(bot)).why()).endsWith("(updating)");
        }), new Reading("nat-gateway-create", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(putGateway(bot, first(bot))).hasValue(Duration.ofSeconds(10));
            bot.azure.shows(exchange);
            assertThat(bot.waits(StepName.NAT_GATEWAY, first(bot)).why()).isEqualTo("NAT gateway natgw (updating)");
        }), new Reading("nat-gateway-create", 2, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.done(StepName.NAT_GATEWAY, first(bot)).detail()).isEqualTo("natgw, Standard, idle timeout 4 min");
        }), new Reading("nat-gateway-create", 3, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(putGateway(bot, first(bot))).isEmpty();
            // A change of tags is done at once, whatever address to wait at comes with it
            bot.azure.shows(exchange);
            assertThat(bot.done(StepName.NAT_GATEWAY, first(bot)).detail()).startsWith("natgw");
        }), new Reading("nat-gateway-create", 4, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Target tagged = bot.target("resource-group", "asotest-rg-hxrdvj", "public-ip", "asotest-publicip-zfwecw", "nat-gateway",
                    "natgw",
                    "location", "westus2", "tags.foo", "baz");
            assertThat(bot.act(StepName.NAT_GATEWAY, tagged).changes()).containsExactly(new Decision.Change("tag foo", "bar", "baz"));
        }), new Reading("nat-gateway-create", 6, (bot, exchange) -> {
            bot.azure.answers(exchange);
            var cause = bot.lasting(() -> putGateway(bot,
                    bot.target("resource-group", "asotest-rg-fxaygr", "nat-gateway", "natgw", "location", "westus2")));
            assertThat(cause.code()).isEqualTo("NotFound");
            assertThat(cause.what()).startsWith("Azure refused it: Resource ").endsWith("ASOTEST-PUBLICIP-EIZXPF not found.");
        }));
    }

    static List<Reading> networks() {
        return List.of(new Reading("vnet-create", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(putNetwork(bot, network(bot))).hasValue(Duration.ofSeconds(3));
            bot.azure.shows(exchange);
            assertThat(bot.waits(StepName.VIRTUAL_NETWORK, network(bot)).why()).isEqualTo("virtual network asotest-vn-ioaqdi (updating)");
        }), new Reading("vnet-create", 2, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.done(StepName.VIRTUAL_NETWORK, network(bot)).detail()).isEqualTo("asotest-vn-ioaqdi, 10.0.0.0/8");
        }), new Reading("vnet-create", 3, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Target target = network(bot);
            assertThat(bot.accepted(bot.arm(target).network().getSubnets().createOrUpdateWithResponseAsync(target.names().resourceGroup(),
                    target.names().virtualNetwork(), "asotest-subnet-ftzvwq", new SubnetInner().withAddressPrefix("10.0.0.0/24"))))
                    .hasValue(Duration.ofSeconds(3));
            bot.azure.shows(exchange);
            assertThat(busy(bot, subnet(bot, target, "asotest-subnet-ftzvwq"), target)).contains("subnet (updating)");
        }), new Reading("vnet-create", 5, (bot, exchange) -> {
            bot.azure.answers(exchange);
            SubnetInner subnet = subnet(bot, network(bot), "asotest-subnet-ftzvwq");
            assertThat(busy(bot, subnet, network(bot))).isEmpty();
            assertThat(SubnetBodies.prefix(subnet)).isEqualTo("10.0.0.0/24");
            assertThat(SubnetBodies.delegatedTo(subnet)).isEmpty();
            assertThat(SubnetBodies.inUse(subnet)).isFalse();
            assertThat(subnet.etag()).isEqualTo("W/\"7b082c46-f8f7-49a4-9c66-f4491bb9f9ee\"");
        }), new Reading("subnet-nat-gateway-association", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(putNetwork(bot, withGateway(bot))).hasValue(Duration.ZERO);
        }), new Reading("subnet-nat-gateway-association", 2, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.done(StepName.VIRTUAL_NETWORK, withGateway(bot)).detail()).isEqualTo("vnet53563, 10.0.0.0/16");
        }), new Reading("subnet-nat-gateway-association", 3, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(putNetwork(bot, withGateway(bot))).hasValue(Duration.ZERO);
            bot.azure.shows(exchange);
            assertThat(bot.waits(StepName.VIRTUAL_NETWORK, withGateway(bot)).why()).isEqualTo("virtual network vnet53563 (updating)");
        }), new Reading("subnet-nat-gateway-association", 5, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Target target = withGateway(bot);
            assertThat(bot.arm(target).network().getVirtualNetworks().getByResourceGroup("javanwmrg39870", "vnet53563").subnets())
                    .extracting(SubnetInner::name, subnet -> ArmIds.same(subnet.natGateway().id(),
                            new ArmIds(target).group() + "/providers/Microsoft.Network/natGateways/natgw25028"))
                    .containsExactly(tuple("subnet1", true), tuple("subnet2", true));
        }), new Reading("subnet-with-delegation", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            SubnetInner subnet = subnet(bot, delegated(bot), "subnet1");
            assertThat(SubnetBodies.delegatedTo(subnet)).hasValue("Microsoft.Web/serverFarms");
            assertThat(busy(bot, subnet, delegated(bot))).isEmpty();
        }), new Reading("subnet-with-delegation", 1, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Target target = delegated(bot);
            assertThat(bot.accepted(bot.arm(target).network().getSubnets().createOrUpdateWithResponseAsync(target.names().resourceGroup(),
                    "vnet1", "subnet1", new SubnetInner().withAddressPrefix("10.0.0.0/24")))).isEmpty();
            bot.azure.shows(exchange);
            // The delegation itself says Succeeded already
            assertThat(busy(bot, subnet(bot, target, "subnet1"), target)).contains("subnet (updating)");
            assertThat(SubnetBodies.delegatedTo(subnet(bot, target, "subnet1"))).hasValue("Microsoft.Sql/managedInstances");
        }));
    }

    private static Optional<Duration> putAddress(BotOnRecordings bot, Target target) {
        return bot.accepted(bot.arm(target).network().getPublicIpAddresses().createOrUpdateWithResponseAsync(target.names().resourceGroup(),
                target.names().publicIp(), new PublicIpAddressInner()));
    }

    private static Optional<Duration> putGateway(BotOnRecordings bot, Target target) {
        return bot.accepted(bot.arm(target).network().getNatGateways().createOrUpdateWithResponseAsync(target.names().resourceGroup(),
                target.names().natGateway(), new NatGatewayInner()));
    }

    private static Optional<Duration> putNetwork(BotOnRecordings bot, Target target) {
        return bot.accepted(bot.arm(target).network().getVirtualNetworks().createOrUpdateWithResponseAsync(target.names().resourceGroup(),
                target.names().virtualNetwork(), new VirtualNetworkInner()));
    }

    private static SubnetInner subnet(BotOnRecordings bot, Target target, String name) {
        return bot.arm(target).network().getSubnets().get(target.names().resourceGroup(), target.names().virtualNetwork(), name);
    }

    private static Optional<String> busy(BotOnRecordings bot, SubnetInner subnet, Target target) {
        return new SubnetWriting(bot.sending, bot.properties).busy(subnet, "subnet", target).map(wait -> ((Decision.Wait) wait).why());
    }

    private static Target first(BotOnRecordings bot) {
        return bot.target("resource-group", "asotest-rg-hxrdvj", "public-ip", "asotest-publicip-zfwecw", "nat-gateway", "natgw", "location",
                "westus2");
    }

    private static Target second(BotOnRecordings bot) {
        return bot.target("resource-group", "asotest-rg-reawnf", "public-ip", "asotest-publicip-qxtjky", "location", "westus2");
    }

    private static Target network(BotOnRecordings bot) {
        return bot.target("resource-group", "asotest-rg-stsiao", "virtual-network", "asotest-vn-ioaqdi", "location", "westus2");
    }

    private static Target withGateway(BotOnRecordings bot) {
        return bot.target("resource-group", "javanwmrg39870", "virtual-network", "vnet53563", "address-space", "10.0.0.0/16",
                "subnets.default", "10.0.0.0/24", "subnets.aks", "10.0.64.0/18", "subnets.cg", "10.0.128.0/18", "service-cidr",
                "10.4.0.0/16");
    }

    private static Target delegated(BotOnRecordings bot) {
        return bot.target("resource-group", "cli_subnet_delegation000001", "virtual-network", "vnet1", "location", "westcentralus");
    }
}
