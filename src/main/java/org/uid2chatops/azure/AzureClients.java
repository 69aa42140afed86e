package org.uid2chatops.azure;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.AddHeadersFromContextPolicy;
import com.azure.core.http.policy.FixedDelay;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.http.policy.ArmChallengeAuthenticationPolicy;
import com.azure.core.util.Configuration;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.CredentialBuilderBase;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.resourcemanager.authorization.implementation.AuthorizationManagementClientBuilder;
import com.azure.resourcemanager.compute.implementation.ComputeManagementClientBuilder;
import com.azure.resourcemanager.containerinstance.implementation.ContainerInstanceManagementClientBuilder;
import com.azure.resourcemanager.containerservice.implementation.ContainerServiceManagementClientBuilder;
import com.azure.resourcemanager.keyvault.implementation.KeyVaultManagementClientBuilder;
import com.azure.resourcemanager.msi.implementation.ManagedServiceIdentityClientBuilder;
import com.azure.resourcemanager.network.implementation.NetworkManagementClientBuilder;
import com.azure.resourcemanager.resources.implementation.ResourceManagementClientBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.AzureCredential;
import org.uid2chatops.config.Target;

/**
 * The Azure clients of every target, made on first use and shared by targets with the same credential and subscription.
 * None of them retries or polls by itself: the engine does, visibly. Thread-safe.
 */
@Component
final class AzureClients {

    private static final String MICROSOFT_AUTHORITY = "login.microsoftonline.com";

    private final AzureProperties properties;
    private final Sending sending;
    private final Clock clock;
    private final LoadingCache<Account, Arm> accounts = Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(6)).build(this::connect);
    /** Who the bot is does not change while a token is good; asking for a token at every look counts against Entra's limits. */
    private final Cache<Account, Caller> callers = Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).build();
    private @Nullable HttpClient http;

    AzureClients(AzureProperties properties, Sending sending, Clock clock) {
        this.properties = properties;
        this.sending = sending;
        this.clock = clock;
    }

    /** Returns the clients of a target. Nothing is sent by this. */
    Arm of(Target target) {
        return accounts.get(new Account(target.credential(), target.subscriptionId()));
    }

    private Arm connect(Account account) {
        HttpClient client = http();
        TokenCredential credential = credential(account.credential(), client);
        String scope = properties.resourceManagerAudience().replaceAll("/*$", "") + "/.default";
        HttpPipeline pipeline = new HttpPipelineBuilder().httpClient(client).policies(new UserAgentPolicy("uid2-chatops"),
                new SharedReads(), new RequestIdPolicy(), new AddHeadersFromContextPolicy(),
                new ArmChallengeAuthenticationPolicy(credential, scope), new ThrottleGate(sending, clock)).build();
        String url = properties.resourceManagerUrl().replaceAll("/*$", "");
        String subscription = account.subscription();
        var environment = AzureEnvironment.AZURE;
        var vaultClients = new ConcurrentHashMap<String, SecretClient>();
        var resources = new ResourceManagementClientBuilder().pipeline(pipeline).endpoint(url).environment(environment)
                .subscriptionId(subscription).buildClient();
        return new Arm(resources,
                new NetworkManagementClientBuilder().pipeline(pipeline).endpoint(url).environment(environment).subscriptionId(subscription)
                        .buildClient(),
                new ContainerServiceManagementClientBuilder().pipeline(pipeline).endpoint(url).environment(environment)
                        .subscriptionId(subscription).buildClient().getManagedClusters(),
                new KeyVaultManagementClientBuilder().pipeline(pipeline).endpoint(url).environment(environment).subscriptionId(subscription)
                        .buildClient().getVaults(),
                new ManagedServiceIdentityClientBuilder().pipeline(pipeline).endpoint(url).environment(environment)
                        .subscriptionId(subscription).buildClient().getUserAssignedIdentities(),
                new AuthorizationManagementClientBuilder().pipeline(pipeline).endpoint(url).environment(environment)
                        .subscriptionId(subscription).buildClient().getRoleAssignments(),
                new ComputeManagementClientBuilder().pipeline(pipeline).endpoint(url).environment(environment).subscriptionId(subscription)
                        .buildClient(),
                new ContainerInstanceManagementClientBuilder().pipeline(pipeline).endpoint(url).environment(environment)
                        .subscriptionId(subscription).buildClient().getLocations(),
                new Permissions(pipeline, url), new ProviderRegistrations(resources.getProviders(), clock),
                () -> callers.get(account, _ -> Caller.of(credential.getTokenSync(new TokenRequestContext().addScopes(scope)).getToken())),
                vault -> vaultClients.computeIfAbsent(vault, address -> secrets(address, credential, client)));
    }

    /** Nothing of these exchanges is logged, whatever AZURE_HTTP_LOG_DETAIL_LEVEL says: their bodies are operator keys. */
    private SecretClient secrets(String vault, TokenCredential credential, HttpClient client) {
        var builder = new SecretClientBuilder().vaultUrl(vault).credential(credential).httpClient(client).retryPolicy(noRetry())
                .httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.NONE));
        return (properties.verifyVaultChallenge() ? builder : builder.disableChallengeResourceVerification()).buildClient();
    }

    TokenCredential credential(AzureCredential wanted, HttpClient client) {
        boolean microsofts = MICROSOFT_AUTHORITY.equalsIgnoreCase(URI.create(properties.authorityHost()).getHost());
        return switch (wanted) {
            case AzureCredential.ClientSecret secret -> {
                var builder = common(new ClientSecretCredentialBuilder(), client).authorityHost(properties.authorityHost())
                        .tenantId(secret.tenantId()).clientId(secret.clientId()).clientSecret(secret.clientSecret());
                yield (microsofts ? builder : withoutDiscovery(builder)).build();
            }
            case AzureCredential.FromEnvironment() when properties.managedIdentity() ->
                common(new ManagedIdentityCredentialBuilder(), client)
                        .clientId(Configuration.getGlobalConfiguration().get(Configuration.PROPERTY_AZURE_CLIENT_ID)).build();
            case AzureCredential.FromEnvironment() -> {
                var builder = common(new DefaultAzureCredentialBuilder(), client).authorityHost(properties.authorityHost());
                yield (microsofts ? builder : builder.disableInstanceDiscovery()).build();
            }
        };
    }

    private static <B extends AadCredentialBuilderBase<B>> B withoutDiscovery(B builder) {
        return builder.disableInstanceDiscovery();
    }

    private static <B extends CredentialBuilderBase<B>> B common(B builder, HttpClient client) {
        return builder.httpClient(client).retryPolicy(noRetry());
    }

    private static RetryPolicy noRetry() {
        return new RetryPolicy(new FixedDelay(0, Duration.ofMillis(1)));
    }

    private synchronized HttpClient http() {
        HttpClient made = http;
        if (made == null) {
            var jdk = java.net.http.HttpClient.newBuilder().connectTimeout(properties.connectTimeout());
            Optional.ofNullable(properties.trustFile()).ifPresent(file -> jdk.sslContext(Trust.only(file)));
            made = new JdkHttpClientBuilder(jdk).connectionTimeout(properties.connectTimeout())
                    .responseTimeout(properties.responseTimeout()).readTimeout(properties.responseTimeout())
                    .writeTimeout(properties.responseTimeout()).build();
            http = made;
        }
        return made;
    }

    private record Account(AzureCredential credential, String subscription) {
    }
}
