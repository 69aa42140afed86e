package org.uid2chatops.azure;

import java.time.Clock;
import java.time.Duration;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredential;
import com.azure.identity.ManagedIdentityCredential;
import org.junit.jupiter.api.Test;

import org.uid2chatops.config.AzureCredential;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;

class AzureClientsTest {

    @Test
    void a_managed_identity_that_is_asked_for_is_the_only_way_in() {
        assertThat(credential(true)).isInstanceOf(ManagedIdentityCredential.class);
        assertThat(credential(false)).isInstanceOf(DefaultAzureCredential.class);
    }

    private static TokenCredential credential(boolean managedIdentity) {
        var properties = new AzureProperties("https://login.microsoftonline.com/", "https://management.azure.com/",
                "https://management.azure.com/", null, true, managedIdentity, Duration.ofSeconds(1), Duration.ofSeconds(1),
                GuideSteps.DEADLINES);
        return new AzureClients(properties, new Sending(Pace.REAL), Clock.systemUTC()).credential(new AzureCredential.FromEnvironment(),
                new JdkHttpClientBuilder().build());
    }
}
