package org.uid2chatops.chart;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;

import javax.net.ssl.SSLException;

import org.apache.commons.lang3.exception.ExceptionUtils;

/** What an exception of the network means, in words. */
final class Network {

    private Network() {
    }

    static String words(Throwable failure) {
        for (Throwable cause : ExceptionUtils.getThrowableList(failure)) {
            Optional<String> known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return "the connection is cut off";
    }

    private static Optional<String> known(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof UnknownHostException || message.contains("nknown host")) {
            return Optional.of("its host name is not known here");
        }
        if (cause instanceof ConnectException || message.contains("onnection refused")) {
            return Optional.of("nothing listens there, or a firewall lets nothing through");
        }
        if (cause instanceof HttpTimeoutException || cause instanceof InterruptedIOException || message.contains("imed out")) {
            return Optional.of("it is silent for too long");
        }
        return cause instanceof SSLException
                ? Optional.of("the encrypted connection fails (is its certificate trusted?)")
                : Optional.empty();
    }
}
