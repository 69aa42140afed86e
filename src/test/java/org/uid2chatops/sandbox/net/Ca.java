package org.uid2chatops.sandbox.net;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A certificate authority made at start, and one server certificate for every host name that the world serves. */
public final class Ca {

    private static final List<String> HOSTS = List.of("localhost", "*.vault.azure.net", "*.azmk8s.io", "management.azure.com",
            "login.microsoftonline.com");

    private final X509Certificate root;
    private final KeyStore server;

    public Ca() {
        try {
            var keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            KeyPair rootKey = keys.generateKeyPair();
            KeyPair serverKey = keys.generateKeyPair();
            var rootName = new X500Principal("CN=uid2-chatops sandbox CA");
            root = signed(rootName, rootKey, rootName, rootKey, true);
            var certificate = signed(rootName, rootKey, new X500Principal("CN=uid2-chatops sandbox"), serverKey, false);
            server = KeyStore.getInstance("PKCS12");
            server.load(null, null);
            server.setKeyEntry("server", serverKey.getPrivate(), new char[0], new X509Certificate[]{certificate, root});
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make the sandbox's certificates", e);
        }
    }

    /** Returns the CA's certificate in PEM. */
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(root.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the CA's certificate to a file and returns it. */
    public Path write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(file, pem());
    }

    SslContextFactory.Server serverTls() {
        var factory = new SslContextFactory.Server();
        factory.setKeyStore(server);
        factory.setKeyStorePassword("");
        factory.setKeyManagerPassword("");
        factory.setSniRequired(false);
        return factory;
    }

    private static X509Certificate signed(X500Principal issuer, KeyPair issuerKey, X500Principal subject, KeyPair key, boolean authority)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(issuer,
                BigInteger.valueOf(now.toEpochMilli()).add(BigInteger.valueOf(authority ? 0 : 1)),
                Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(Duration.ofDays(800))), subject, key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        // Clients that verify strictly by RFC 5280 (Python since 3.13, so the Azure CLI) want to know whose key is meant
        var identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key.getPublic()));
        if (authority) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } else {
            builder.addExtension(Extension.authorityKeyIdentifier, false,
                    identifiers.createAuthorityKeyIdentifier(issuerKey.getPublic()));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            var names = HOSTS.stream().map(host -> new GeneralName(GeneralName.dNSName, host)).toList();
            var all = new java.util.ArrayList<>(names);
            all.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all.toArray(GeneralName[]::new)));
        }
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
