package org.uid2chatops.azure;

import java.util.Optional;
import java.util.concurrent.locks.Lock;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import reactor.core.publisher.Mono;

import org.uid2chatops.rollout.Looking;

/**
 * Lets those who look at the same time share what they read: several checks of a preflight ask for the same cluster or group. And what Azure
 * answered before it refused the rest is not asked again when the look goes on. Thread-safe.
 */
final class SharedReads implements HttpPipelinePolicy {

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        HttpRequest request = context.getHttpRequest();
        return sharing(request).map(looking -> known(looking, request).map(Mono::just)
                .orElseGet(() -> next.process().map(response -> kept(looking, request, response)))).orElseGet(next::process);
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        HttpRequest request = context.getHttpRequest();
        return sharing(request).map(looking -> {
            Lock asking = looking.asking(request.getUrl().toString());
            asking.lock();
            try {
                return known(looking, request).orElseGet(() -> kept(looking, request, next.processSync()));
            } finally {
                asking.unlock();
            }
        }).orElseGet(next::processSync);
    }

    private static Optional<Looking> sharing(HttpRequest request) {
        return request.getHttpMethod() == HttpMethod.GET ? Looking.current() : Optional.empty();
    }

    private static Optional<HttpResponse> known(Looking looking, HttpRequest request) {
        return looking.answer(request.getUrl().toString()).map(HttpResponse.class::cast);
    }

    /** That there is no such thing is an answer too. */
    private static HttpResponse kept(Looking looking, HttpRequest request, HttpResponse response) {
        if (response.getStatusCode() != 200 && response.getStatusCode() != 404) {
            return response;
        }
        HttpResponse whole = response.buffer();
        looking.remember(request.getUrl().toString(), whole);
        return whole;
    }
}
