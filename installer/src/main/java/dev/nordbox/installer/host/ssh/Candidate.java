package dev.nordbox.installer.host.ssh;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * A key that a file names.
 *
 * @param lock empty when the private half is not in a file: an agent may hold it
 * @param certificates that were issued for it
 */
record Candidate(
        String name,
        PublicKey publicKey,
        Optional<KeyFileLock> lock,
        List<CertificateFile> certificates) {

    /** A certificate and the file that it lies in. */
    record CertificateFile(String name, OpenSshCertificate certificate) {

        /** In a file, or in the one with {@code .pub} behind its name, as ssh looks for it. */
        static Optional<CertificateFile> in(Path file) {
            return Stream.of(file, file.resolveSibling(file.getFileName() + ".pub"))
                    .flatMap(place -> at(place).stream())
                    .findFirst();
        }

        private static Optional<CertificateFile> at(Path file) {
            return PublicHalf.in(file)
                    .filter(OpenSshCertificate.class::isInstance)
                    .map(OpenSshCertificate.class::cast)
                    .map(certificate -> new CertificateFile(file.toString(), certificate));
        }

        boolean isSame(CertificateFile other) {
            return Arrays.equals(certificate.getMessage(), other.certificate.getMessage());
        }

        boolean isFor(PublicKey key) {
            return KeyUtils.compareKeys(certificate.getCertPubKey(), key);
        }
    }

    Candidate with(CertificateFile certificate) {
        List<CertificateFile> all = new ArrayList<>(certificates);
        boolean there = all.stream().anyMatch(one -> one.isSame(certificate));
        if (!there && certificate.isFor(publicKey)) {
            all.add(certificate);
        }
        return new Candidate(name, publicKey, lock, List.copyOf(all));
    }

    /** Whether an agent's key is this one, or a certificate for it. */
    boolean is(PublicKey held) {
        PublicKey plain = held instanceof OpenSshCertificate issued ? issued.getCertPubKey() : held;
        return KeyUtils.compareKeys(publicKey, plain);
    }

    /** The certificates first: who issues them means them to be used. */
    List<LoginKey> offers(LoginKey key) {
        List<LoginKey> offers = new ArrayList<>();
        certificates.forEach(
                one ->
                        offers.add(
                                new LoginKey.Certified(
                                        key, one.certificate(), one.name() + ", " + key.origin())));
        offers.add(key);
        return offers;
    }

    /** Empty when only an agent could sign. */
    Optional<LoginKey> ofFile() {
        return lock.map(opening -> new LoginKey.OfFile(opening, publicKey));
    }
}
