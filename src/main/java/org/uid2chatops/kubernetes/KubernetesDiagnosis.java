package org.uid2chatops.kubernetes;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import javax.net.ssl.SSLException;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.springframework.stereotype.Component;

import org.uid2chatops.kubernetes.RetryAfter.Throttled;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Diagnosis;
import org.uid2chatops.time.Pace;

/** Reads what the Kubernetes client and Helm throw. */
@Component
class KubernetesDiagnosis implements Diagnosis {

    private static final String TRY_AGAIN = "It is tried again by itself; if it stays so, look at the cluster in the Azure portal.";

    private final Pace pace;

    KubernetesDiagnosis(Pace pace) {
        this.pace = pace;
    }

    @Override
    public Optional<Finding> of(Throwable failure) {
        return switch (failure) {
            case Throttled throttled -> Optional.of(answered(throttled.refused(), Optional.of(pace.onClock(throttled.after()))));
            case KubernetesClientException refused when refused.getCode() > 0 ->
                Optional.of(answered(refused, retryAfter(refused)));
            case KubernetesClientException unreached -> Optional.of(unreached(unreached));
            case HelmFailure helm -> Optional.of(helm(helm));
            case HelmUnloadable _ -> Optional.of(new Finding.Permanent(new Cause("HelmUnloadable",
                    "Helm's native library does not load on this machine, so the chart cannot be installed.",
                    "The bot needs a writable, executable temporary directory (-Djava.io.tmpdir=DIRECTORY names another) and glibc, on linux"
                            + " amd64 or arm64. Put that right and restart the bot.")));
            case UnreadableKubeconfig unreadable -> Optional.of(new Finding.Permanent(new Cause("KubeconfigUnreadable",
                    "The kubeconfig that Azure handed out for the cluster cannot be read.",
                    "Try `az aks get-credentials` yourself: if that works, what Azure hands out is good by now.")));
            default -> Optional.empty();
        };
    }

    private static Finding answered(KubernetesClientException refused, Optional<Duration> retryAfter) {
        int code = refused.getCode();
        String said = Masked.text(text(refused));
        if (code == 409 && !conflicts(refused).isEmpty()) {
            return new Finding.Permanent(new Cause("FieldConflict",
                    "Somebody else has set what the release sets: " + conflicts(refused) + ".",
                    "Undo their change, or give the fields to the bot: `kubectl apply --server-side --force-conflicts --field-manager="
                            + KubernetesProperties.FIELD_MANAGER + " -f` the filled-in operator.yaml.",
                    said));
        }
        return switch (code) {
            case 401 -> passing("Unauthorized", "The cluster's API server does not take the kubeconfig, not even a fresh one.",
                    "If it stays so, local accounts may be switched off on the cluster: switch them on (disableLocalAccounts: false).",
                    said);
            case 403 -> new Finding.Permanent(new Cause("Forbidden", "The cluster's API server forbids it: " + said + ".",
                    "Give the bot's identity Azure Kubernetes Service Cluster User on the cluster, with rights in it.",
                    said));
            case 404 -> passing("NotFound", "The cluster does not know it (yet): " + said + ".", TRY_AGAIN, said);
            case 409 -> passing("Conflict", "Somebody changed it at the same moment.", TRY_AGAIN, said);
            case 429 -> new Finding.Transient(
                    new Cause("TooManyRequests", "The cluster's API server asks for fewer requests.", TRY_AGAIN, said), retryAfter);
            default -> code >= 500
                    ? new Finding.Transient(
                            new Cause("ApiServer" + code, "The cluster's API server has an error (" + code + ").", TRY_AGAIN, said),
                            retryAfter)
                    : new Finding.Permanent(
                            new Cause("ApiServer" + code, "The cluster's API server refuses it (" + code + "): " + said + ".",
                                    "Put right what it names: if it is in operator.yaml, use the file as released.", said));
        };
    }

    private Optional<Duration> retryAfter(KubernetesClientException refused) {
        return Optional.ofNullable(refused.getStatus()).map(Status::getDetails).map(StatusDetails::getRetryAfterSeconds)
                .filter(seconds -> seconds > 0).map(Duration::ofSeconds).map(pace::onClock);
    }

    private static Finding unreached(KubernetesClientException unreached) {
        for (Throwable cause : ExceptionUtils.getThrowableList(unreached)) {
            switch (cause) {
                case SSLException _ -> {
                    return passing("ApiServerTls", "The connection to the cluster's API server is not trusted or was broken off.",
                            "Something between the bot and the cluster may be reading along: let it pass through untouched. " + TRY_AGAIN,
                            Masked.text(String.valueOf(cause.getMessage())));
                }
                case UnknownHostException host -> {
                    return passing("ApiServerUnknown", "The name of the cluster's API server does not resolve (yet).", TRY_AGAIN,
                            Masked.text(String.valueOf(host.getMessage())));
                }
                case HttpTimeoutException _,TimeoutException _ -> {
                    return passing("ApiServerSlow", "The cluster's API server did not answer in time.", TRY_AGAIN, "");
                }
                case ConnectException _ -> {
                    return passing("ApiServerAway", "The cluster's API server takes no connection.", TRY_AGAIN, "");
                }
                case EOFException _ -> {
                    return passing("ApiServerCut", "The cluster's API server cut the connection.", TRY_AGAIN, "");
                }
                default -> {
                }
            }
        }
        return ExceptionUtils.indexOfType(unreached, IOException.class) >= 0
                ? passing("ApiServerCut", "The connection to the cluster's API server broke.", TRY_AGAIN, Masked.text(text(unreached)))
                : new Finding.Permanent(new Cause("ApiServer", "What the cluster's API server answers makes no sense to the bot.",
                        "Give the reference to who runs the bot.", Masked.text(text(unreached))));
    }

    private static Finding helm(HelmFailure helm) {
        String text = helm.text();
        String words = text.toLowerCase(Locale.ROOT);
        if (helm.unauthorized()) {
            return passing("Unauthorized", "The cluster does not take Helm's kubeconfig; a fresh one has been fetched.", TRY_AGAIN, text);
        }
        if (words.contains("another operation")) {
            return passing("HelmBusy", "Another Helm is at work on the release.", TRY_AGAIN, text);
        }
        if (words.contains("cannot be imported")) {
            return new Finding.Permanent(
                    new Cause("HelmConflict", "Something in the cluster has the name of an object of the chart: " + text + ".",
                            "Delete that object if nobody needs it.", text));
        }
        if (words.contains("forbidden")) {
            return new Finding.Permanent(new Cause("Forbidden", "The cluster forbids Helm to install the chart: " + text + ".",
                    "Give the bot's identity Azure Kubernetes Service Cluster User on the cluster, with rights in it.",
                    text));
        }
        if (List.of("connection refused", "connection reset", "timeout", "timed out", "deadline exceeded", "eof", "no such host",
                "unreachable",
                "tls", "x509", "too many requests", "internal error", "unavailable", "object has been modified").stream()
                .anyMatch(words::contains)) {
            return passing("HelmUnreached", "Helm could not reach the cluster's API server.", TRY_AGAIN, text);
        }
        return new Finding.Permanent(new Cause("HelmRefused", "Helm cannot install the chart: " + text + ".",
                "Check that uid2.targets.NAME.chart is the untouched chart and fits the cluster's version.", text));
    }

    /** Names who holds which field of a server-side apply that was refused. */
    private static String conflicts(KubernetesClientException refused) {
        return Optional.ofNullable(refused.getStatus()).map(Status::getDetails).map(StatusDetails::getCauses).orElse(List.of()).stream()
                .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
                .map(cause -> cause.getField() + " (" + Masked.text(String.valueOf(cause.getMessage())) + ")")
                .collect(Collectors.joining(", "));
    }

    private static Finding passing(String code, String what, String next, String reference) {
        return new Finding.Transient(new Cause(code, what, next, reference), Optional.empty());
    }

    private static String text(KubernetesClientException failure) {
        String status = failure.getStatus() == null ? null : failure.getStatus().getMessage();
        return status != null ? status : String.valueOf(failure.getMessage());
    }
}
