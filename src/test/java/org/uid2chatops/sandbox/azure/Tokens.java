package org.uid2chatops.sandbox.azure;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;

/** Signs access tokens (JWT, RS256) as Entra does and reads them back. Token times are real time. Thread-safe. */
final class Tokens {

    static final Duration LIFE = Duration.ofSeconds(3599);
    private static final String KEY_ID = "sandbox-1";
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    /** One for all worlds of this JVM: making an RSA key takes a second. */
    private static final KeyPair KEYS = newKeys();

    private final Clock realTime = Clock.systemUTC();

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot make RSA keys", e);
        }
    }

    /** Returns a token for a service principal. */
    String issue(String issuer, String audience, String clientId, String objectId) {
        long now = realTime.instant().getEpochSecond();
        ObjectNode header = Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", KEY_ID).put("x5t", KEY_ID);
        ObjectNode claims = Json.object().put("aud", audience).put("iss", issuer).put("iat", now).put("nbf", now)
                .put("exp", now + LIFE.toSeconds()).put("appid", clientId).put("appidacr", "1").put("idp", issuer).put("idtyp", "app")
                .put("oid", objectId).put("sub", objectId).put("tid", Place.TENANT).put("uti", UUID.randomUUID().toString())
                .put("ver", "1.0");
        String signed = encoded(header) + "." + encoded(claims);
        return signed + "." + URL.encodeToString(signature(signed));
    }

    /** Returns who a bearer token of ours stands for, or empty if it is not one of ours. */
    Optional<Caller> read(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(KEYS.getPublic());
            verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!verifier.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.empty();
            }
            ObjectNode claims = Json.of(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            return Optional.of(new Caller(Json.text(claims, "/oid"), Json.text(claims, "/appid"), Json.text(claims, "/aud"),
                    Json.text(claims, "/iss"), Instant.ofEpochSecond(claims.path("exp").asLong())));
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException notOurs) {
            return Optional.empty();
        }
    }

    boolean expired(Caller caller) {
        return realTime.instant().isAfter(caller.expires);
    }

    /** Returns the public key as a JSON Web Key set. */
    ObjectNode keySet() {
        var key = (RSAPublicKey) KEYS.getPublic();
        ObjectNode set = Json.object();
        set.putArray("keys").addObject().put("kty", "RSA").put("use", "sig").put("kid", KEY_ID).put("x5t", KEY_ID)
                .put("n", unsigned(key.getModulus())).put("e", unsigned(key.getPublicExponent()));
        return set;
    }

    private byte[] signature(String text) {
        try {
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(KEYS.getPrivate());
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    private static String encoded(ObjectNode json) {
        return URL.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return URL.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /** Whom a token stands for. */
    record Caller(String objectId, String clientId, String audience, String issuer, Instant expires) {
    }
}
