package org.uid2chatops.azure;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.uid2chatops.rollout.Cause;

/** What Entra's refusals mean. Source: Microsoft's list of AADSTS error codes. */
final class SignInFailures {

    private static final Pattern CODE = Pattern.compile("AADSTS\\d+");
    private static final Map<String, String[]> WORDS = Map.of(
            "AADSTS7000215", new String[]{"Entra refuses the bot's client secret: it is not the app registration's.",
                    "Set the client secret's value (not its id) from the app registration."},
            "AADSTS7000222", new String[]{"The bot's client secret has expired.", "Make a new one in the app registration and set it."},
            "AADSTS700016", new String[]{"Entra does not know the bot's client id in this tenant.",
                    "Check the client id and the tenant id of the target's credential."},
            "AADSTS90002", new String[]{"Entra does not know the tenant.", "Check the tenant id of the target's credential."},
            "AADSTS53003", new String[]{"A Conditional Access policy of the tenant forbids the bot to sign in.",
                    "Ask who runs the tenant to allow the bot's identity from this host."});

    private SignInFailures() {
    }

    /** Puts the refusal in {@code text} into words. */
    static Cause words(String text) {
        Matcher code = CODE.matcher(text);
        if (!code.find()) {
            return new Cause("SignInFailed", "The bot could not sign in to Azure.", "Check the target's tenant, client id and secret.");
        }
        String[] words = WORDS.getOrDefault(code.group(), new String[]{"Entra refused to sign the bot in.",
                "Look the code up at https://login.microsoftonline.com/error?code=" + code.group().substring("AADSTS".length()) + "."});
        return new Cause(code.group(), words[0], words[1]);
    }

    /** Nothing to sign in with was found around the process. */
    static Cause nothingFound() {
        return new Cause("NoAzureCredential", "The bot found nothing to sign in to Azure with.",
                "Run it with a managed identity or workload identity, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.");
    }
}
