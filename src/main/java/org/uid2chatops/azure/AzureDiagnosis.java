package org.uid2chatops.azure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.identity.CredentialUnavailableException;
import com.microsoft.aad.msal4j.MsalException;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.MsalThrottlingException;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Diagnosis;

/** Reads what the Azure SDK throws. Thread-safe. */
@Component
final class AzureDiagnosis implements Diagnosis {

    private static final String NO_TOKEN = "Entra does not give the bot a token right now.";
    private final Sending sending;

    AzureDiagnosis(Sending sending) {
        this.sending = sending;
    }

    @Override
    public Optional<Finding> of(Throwable failure) {
        List<Throwable> chain = ExceptionUtils.getThrowableList(failure);
        Optional<Finding> refusal = first(chain, AzureRefusal.class).map(one -> new Finding.Permanent(one.words()));
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<Finding> held = first(chain, ThrottleGate.Throttled.class).map(
                one -> new Finding.Transient(AzureFailures.throttled(), Optional.of(one.remaining())));
        if (held.isPresent()) {
            return held;
        }
        if (!ours(chain)) {
            return Optional.empty();
        }
        return signIn(chain).or(() -> connection(chain)).or(() -> first(chain, HttpResponseException.class).map(this::answered));
    }

    private Finding answered(HttpResponseException exception) {
        AzureError error = AzureError.of(exception);
        Cause cause = AzureFailures.words(error);
        if (!AzureFailures.passing(error)) {
            return new Finding.Permanent(cause);
        }
        return new Finding.Transient(cause,
                exception.getResponse() == null ? Optional.empty() : sending.retryAfter(exception.getResponse().getHeaders()));
    }

    private Optional<Finding> signIn(List<Throwable> chain) {
        boolean broken = chain.stream().anyMatch(AzureDiagnosis::broken);
        if (broken) {
            return Optional.empty();
        }
        Optional<MsalThrottlingException> held = first(chain, MsalThrottlingException.class);
        if (held.isPresent()) {
            return Optional.of(new Finding.Transient(words("HTTP 429", NO_TOKEN), Optional.of(sending.real(held.get().retryInMs()))));
        }
        Optional<MsalServiceException> entra = first(chain, MsalServiceException.class);
        if (entra.isPresent() && entra.get().statusCode() != null
                && (entra.get().statusCode() >= 500 || entra.get().statusCode() == 429)) {
            return Optional.of(transientFailure("HTTP " + entra.get().statusCode(), NO_TOKEN));
        }
        if (first(chain, CredentialUnavailableException.class).isPresent()) {
            return Optional.of(new Finding.Permanent(SignInFailures.nothingFound()));
        }
        boolean refused = entra.isPresent() || first(chain, MsalException.class).isPresent()
                || first(chain, ClientAuthenticationException.class).filter(one -> AzureError.of(one).code().isEmpty()).isPresent();
        String text = String.join(" ", chain.stream().map(one -> Objects.toString(one.getMessage(), "")).toList());
        return refused ? Optional.of(new Finding.Permanent(SignInFailures.words(text))) : Optional.empty();
    }

    private static Optional<Finding> connection(List<Throwable> chain) {
        if (first(chain, SSLException.class).isPresent()) {
            var cause = new Cause("TlsFailed", "The bot does not trust the certificate that Azure's address shows.",
                    "If a proxy with its own CA stands in between, set uid2.azure.trust-file to that CA's certificate (PEM).");
            boolean untrusted = chain.stream().anyMatch(GeneralSecurityException.class::isInstance);
            return Optional.of(untrusted
                    ? new Finding.Permanent(cause)
                    : transientFailure("ConnectionBroken", "The connection to Azure broke off."));
        }
        if (chain.stream().anyMatch(AzureDiagnosis::unreadable)) {
            return Optional.of(transientFailure("UnreadableAnswer",
                    "An answer came that is not Azure's: a page or half a text, as from a proxy in between."));
        }
        if (first(chain, UnknownHostException.class).isPresent()) {
            return Optional.of(transientFailure("UnknownHost", "The name of an Azure address does not resolve."));
        }
        if (chain.stream().anyMatch(one -> one instanceof TimeoutException || one instanceof HttpTimeoutException)) {
            return Optional.of(transientFailure("Timeout", "Azure did not answer in time."));
        }
        return chain.stream().anyMatch(AzureDiagnosis::broken)
                ? Optional.of(transientFailure("ConnectionBroken", "The connection to Azure broke off."))
                : Optional.empty();
    }

    private static Finding transientFailure(String code, String what) {
        return new Finding.Transient(words(code, what), Optional.<Duration>empty());
    }

    private static Cause words(String code, String what) {
        return new Cause(code, what,
                "Nothing: it is tried again. If it goes on, check the way from the bot's host to Azure (DNS, firewall, proxy).");
    }

    /** The SDK reads JSON with a parser of its own, whose exceptions are IOExceptions; a page of text it does not even try to read. */
    private static boolean unreadable(Throwable one) {
        return one instanceof IOException && one.getClass().getSimpleName().startsWith("Json")
                || one instanceof IllegalStateException
                        && Objects.toString(one.getMessage(), "").startsWith("Unsupported text Content-Type");
    }

    private static boolean broken(Throwable one) {
        return one instanceof TimeoutException || one instanceof UncheckedIOException
                || one instanceof IOException;
    }

    /** An IOException says not whose it is; its stack, or that of what wraps it, does. */
    private static boolean ours(List<Throwable> chain) {
        return chain.stream().anyMatch(one -> one instanceof HttpResponseException || Stream.of("com.azure.", "com.microsoft.aad.",
                AzureDiagnosis.class.getPackageName() + ".")
                .anyMatch(home -> one.getClass().getName().startsWith(home)
                        || Arrays.stream(one.getStackTrace()).anyMatch(frame -> frame.getClassName().startsWith(home))));
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
