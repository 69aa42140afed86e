package org.uid2chatops.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The words that Azure does not take in the name of a resource with an address of its own, as a key vault and a cluster are. Source:
 * Azure Resource Manager, "Resolve errors for reserved resource names".
 */
final class ReservedWords {

    private static final List<String> ANYWHERE = List.of("MICROSOFT", "WINDOWS");
    private static final List<String> AT_THE_BEGINNING = List.of("LOGIN");
    private static final Set<String> WHOLE = Set.of("ACCESS", "APP_BROWSERS", "APP_CODE", "APP_DATA", "APP_GLOBALRESOURCES",
            "APP_LOCALRESOURCES", "APP_THEMES", "APP_WEBREFERENCES", "AZURE", "BING", "BIZSPARK", "BIZTALK", "CORTANA", "DIRECTX", "DOTNET",
            "DYNAMICS", "EXCEL", "EXCHANGE", "FOREFRONT", "GROOVE", "HOLOLENS", "HYPERV", "KINECT", "LYNC", "MSDN", "O365", "OFFICE",
            "OFFICE365", "ONEDRIVE", "ONENOTE", "OUTLOOK", "POWERPOINT", "SHAREPOINT", "SKYPE", "VISIO", "VISUALSTUDIO", "WEB.CONFIG",
            "XBOX");

    private ReservedWords() {
    }

    /** Returns the reserved word that makes the name impossible. */
    static Optional<String> in(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return ANYWHERE.stream().filter(upper::contains).findFirst()
                .or(() -> AT_THE_BEGINNING.stream().filter(upper::startsWith).findFirst())
                .or(() -> WHOLE.stream().filter(upper::equals).findFirst());
    }
}
