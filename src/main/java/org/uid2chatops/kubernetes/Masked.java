package org.uid2chatops.kubernetes;

import java.util.regex.Pattern;

/** Makes a text of the other side fit to be shown: secrets masked, one line, not too long. */
final class Masked {

    private static final int LONGEST = 400;
    private static final Pattern OPERATOR_KEY = Pattern.compile("\\b(?:UID2|EUID)-.-[A-Z]-\\d+-\\S+");
    private static final Pattern PEM = Pattern.compile("-----BEGIN [^-]+-----.*?(?:-----END [^-]+-----|$)", Pattern.DOTALL);
    private static final Pattern CREDENTIAL = Pattern
            .compile("(?i)\\b(token|password|client-key-data|client-certificate-data|certificate-authority-data|bearer|authorization)"
                    + "(\"?\\s*[:=]?\\s*\"?)[A-Za-z0-9+/=._~-]{12,}");
    /** Not what is a path of Azure's or Kubernetes', which has the same letters. */
    private static final Pattern LONG_BASE64 = Pattern
            .compile("(?![A-Za-z0-9+/_-]*/(?:subscriptions|resourceGroups|providers|namespaces)/)[A-Za-z0-9+/_-]{120,}={0,2}");

    private Masked() {
    }

    static String text(String raw) {
        String masked = OPERATOR_KEY.matcher(raw).replaceAll("***");
        masked = PEM.matcher(masked).replaceAll("***");
        masked = CREDENTIAL.matcher(masked).replaceAll("$1$2***");
        masked = LONG_BASE64.matcher(masked).replaceAll("***");
        masked = masked.replaceAll("\\s+", " ").strip();
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
    }
}
