package dev.nordbox.appliance.seal;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** A pair of keys: its certificate seals, its private half unseals. Never printed. */
public final class SealingKey {
    /** As Bitnami's controller makes them. */
    public static final int BITS = 4096;

    public static final Duration VALID_FOR = Duration.ofHours(87_600);

    private static final int LONGEST_PEM = 1 << 16;
    private static final int MOST_BITS = 16_384;

    private final RSAPrivateCrtKey privateKey;
    private final SealingCertificate certificate;

    private SealingKey(RSAPrivateCrtKey privateKey, SealingCertificate certificate) {
        this.privateKey = privateKey;
        this.certificate = certificate;
    }

    /** Makes a new one; takes seconds. */
    public static SealingKey generate(int bits, Instant now, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, random);
            KeyPair pair = generator.generateKeyPair();
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
            return new SealingKey(
                    key,
                    SealingCertificate.selfSigned(
                            key, (RSAPublicKey) pair.getPublic(), now, VALID_FOR, random));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /**
     * @param keyPem {@code tls.key}: PKCS#1 or PKCS#8, without a passphrase
     * @param certificatePem {@code tls.crt}
     * @throws SealingException when one of the two is unusable, or they do not belong together
     */
    public static SealingKey parse(String keyPem, String certificatePem) throws SealingException {
        RSAPrivateCrtKey key = privateKey(keyPem);
        SealingCertificate certificate = SealingCertificate.parse(certificatePem);
        if (!certificate.publicKey().getModulus().equals(key.getModulus())) {
            throw new SealingException("the certificate belongs to another private key");
        }
        return new SealingKey(key, certificate);
    }

    /**
     * One text that holds the private key, and its certificate if there is one.
     *
     * @throws SealingException when the key is unusable, or the certificate is of another
     */
    public static SealingKey parse(String pem, Instant now, SecureRandom random)
            throws SealingException {
        if (pem.contains("BEGIN CERTIFICATE")) {
            return parse(pem, pem);
        }
        return recovered(pem, now, random);
    }

    /**
     * The private key alone, whatever certificate is or is not with it: all that unsealing takes.
     *
     * @throws SealingException when it is unusable
     */
    public static SealingKey recovered(String pem, Instant now, SecureRandom random)
            throws SealingException {
        RSAPrivateCrtKey key = privateKey(pem);
        return new SealingKey(
                key, SealingCertificate.selfSigned(key, publicHalf(key), now, VALID_FOR, random));
    }

    private static RSAPrivateCrtKey privateKey(String pem) throws SealingException {
        if (pem.length() > LONGEST_PEM) {
            throw new SealingException("far too long for a private key");
        }
        Optional<RSAPrivateCrtKey> key;
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            key = privateKey(reader);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The cause may quote the key.
            throw new SealingException("not an RSA private key: the PEM cannot be read");
        }
        RSAPrivateCrtKey found =
                key.orElseThrow(
                        () ->
                                new SealingException(
                                        "no RSA private key without a passphrase is in it"));
        if (found.getModulus().bitLength() > MOST_BITS) {
            throw new SealingException("the key is longer than " + MOST_BITS + " bits");
        }
        return found;
    }

    private static Optional<RSAPrivateCrtKey> privateKey(PemReader reader)
            throws IOException, GeneralSecurityException {
        for (PemObject object = reader.readPemObject();
                object != null;
                object = reader.readPemObject()) {
            Optional<PrivateKeyInfo> info = privateKeyInfo(object);
            if (info.isPresent()) {
                PrivateKey key =
                        KeyFactory.getInstance("RSA")
                                .generatePrivate(new PKCS8EncodedKeySpec(info.get().getEncoded()));
                return Optional.of((RSAPrivateCrtKey) key);
            }
        }
        return Optional.empty();
    }

    private static Optional<PrivateKeyInfo> privateKeyInfo(PemObject object) throws IOException {
        return switch (object.getType()) {
            case "RSA PRIVATE KEY" ->
                    object.getHeaders().isEmpty() // with headers it is encrypted
                            ? Optional.of(
                                    new PrivateKeyInfo(
                                            new AlgorithmIdentifier(
                                                    PKCSObjectIdentifiers.rsaEncryption,
                                                    DERNull.INSTANCE),
                                            ASN1Primitive.fromByteArray(object.getContent())))
                            : Optional.empty();
            case "PRIVATE KEY" -> Optional.of(PrivateKeyInfo.getInstance(object.getContent()));
            default -> Optional.empty();
        };
    }

    private static RSAPublicKey publicHalf(RSAPrivateCrtKey key) {
        try {
            return (RSAPublicKey)
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new java.security.spec.RSAPublicKeySpec(
                                            key.getModulus(), key.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    public SealingCertificate certificate() {
        return certificate;
    }

    public String fingerprint() {
        return certificate.fingerprint();
    }

    RSAPrivateCrtKey privateKey() {
        return privateKey;
    }

    /** {@code tls.key} as Bitnami's controller writes it: PKCS#1. */
    public String privatePem() {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(privateKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return fingerprint();
    }
}
