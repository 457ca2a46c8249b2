package dev.nordbox.appliance.seal;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * The public half of a sealing key: what seals. Read field by field: the JDK's and Bouncy Castle's
 * certificate classes refuse the empty names that Bitnami's controller puts in.
 *
 * @param notBefore a newer one is used to seal before an older one
 * @param der the certificate as it stands
 */
public record SealingCertificate(
        RSAPublicKey publicKey, Instant notBefore, Instant notAfter, byte[] der) {

    private static final int LONGEST_PEM = 1 << 16;
    private static final int SERIAL_BITS = 128;

    /** Not empty: many tools refuse a certificate without names. */
    private static final X500Name NAME = new X500Name("CN=sealed-secrets");

    public SealingCertificate {
        der = der.clone();
    }

    @Override
    public byte[] der() {
        return der.clone();
    }

    /**
     * The first certificate of a PEM text.
     *
     * @throws SealingException when there is none, or its key is not RSA
     */
    public static SealingCertificate parse(String pem) throws SealingException {
        if (pem.length() > LONGEST_PEM) {
            throw new SealingException("far too long for a certificate");
        }
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            for (PemObject object = reader.readPemObject();
                    object != null;
                    object = reader.readPemObject()) {
                if (object.getType().equals("CERTIFICATE")) {
                    return of(object.getContent());
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new SealingException("not a certificate: the PEM cannot be read");
        }
        throw new SealingException("no certificate: there is no BEGIN CERTIFICATE in it");
    }

    private static SealingCertificate of(byte[] der)
            throws IOException, GeneralSecurityException, SealingException {
        ASN1Sequence fields =
                ASN1Sequence.getInstance(ASN1Sequence.getInstance(der).getObjectAt(0));
        // Before serial, algorithm, issuer, validity, subject, key may stand the version.
        int first = fields.getObjectAt(0) instanceof ASN1TaggedObject ? 1 : 0;
        ASN1Sequence validity = ASN1Sequence.getInstance(fields.getObjectAt(first + 3));
        PublicKey key;
        try {
            key =
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new X509EncodedKeySpec(
                                            fields.getObjectAt(first + 5)
                                                    .toASN1Primitive()
                                                    .getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new SealingException("the certificate's key is not RSA; sealing needs RSA");
        }
        return new SealingCertificate(
                (RSAPublicKey) key,
                Time.getInstance(validity.getObjectAt(0)).getDate().toInstant(),
                Time.getInstance(validity.getObjectAt(1)).getDate().toInstant(),
                der);
    }

    /** Makes one with the profile of Bitnami's controller, signed by its own key. */
    static SealingCertificate selfSigned(
            RSAPrivateCrtKey key,
            RSAPublicKey publicKey,
            Instant from,
            Duration validFor,
            SecureRandom random) {
        try {
            X509v3CertificateBuilder builder =
                    new X509v3CertificateBuilder(
                            NAME,
                            new BigInteger(SERIAL_BITS, random).setBit(0), // never zero
                            Date.from(from),
                            Date.from(from.plus(validFor)),
                            NAME,
                            SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.encipherOnly));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            X509CertificateHolder holder =
                    builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key));
            return of(holder.getEncoded());
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | SealingException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    /** As {@code ssh-keygen -l} prints that of the same key. */
    public String fingerprint() {
        return Fingerprint.of(publicKey);
    }

    public boolean isExpired(Instant now) {
        return now.isAfter(notAfter);
    }

    public String pem() {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN CERTIFICATE-----\n"
                + lines.encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }
}
