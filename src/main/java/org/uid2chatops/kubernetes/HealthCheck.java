package org.uid2chatops.kubernetes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;

import org.springframework.stereotype.Component;

/** Asks an operator how it is. Source: the guide, "Running the Health Check". Thread-safe. */
@Component
class HealthCheck {

    private final HttpClient client;
    private final HealthProperties properties;

    HealthCheck(HealthProperties properties) {
        this.properties = properties;
        var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(properties.connectTimeout());
        URI proxy = properties.proxy();
        if (proxy != null) {
            builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), port(proxy))));
        }
        client = builder.build();
    }

    /** What came of asking. */
    sealed interface Health {
        /** 200 and {@code OK}. */
        record Healthy() implements Health {
        }

        /** Anything else, in words. */
        record Unhealthy(String why) implements Health {
        }
    }

    /** @throws InterruptedException if the bot is being stopped */
    Health ask(String url) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(properties.readTimeout()).GET().build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            String body = response.body().strip();
            return response.statusCode() == 200 && body.equals("OK")
                    ? new Health.Healthy()
                    : new Health.Unhealthy("it answered " + response.statusCode() + (body.isEmpty() ? "" : ": " + Masked.text(body)));
        } catch (HttpConnectTimeoutException late) {
            return new Health.Unhealthy("no connection within " + properties.connectTimeout().toSeconds() + " s");
        } catch (HttpTimeoutException late) {
            return new Health.Unhealthy("no answer within " + properties.readTimeout().toSeconds() + " s");
        } catch (IOException broken) {
            return new Health.Unhealthy(
                    "no connection" + (broken.getMessage() == null ? "" : " (" + Masked.text(broken.getMessage()) + ")"));
        }
    }

    private static int port(URI proxy) {
        return proxy.getPort() < 0 ? 80 : proxy.getPort();
    }
}
