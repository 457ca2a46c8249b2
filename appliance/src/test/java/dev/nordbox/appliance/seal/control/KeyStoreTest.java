package dev.nordbox.appliance.seal.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.seal.SealingKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class KeyStoreTest {

    @Test
    void aNameThatWasTakenForAMomentIsTriedOnceMore() throws Exception {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        List<String> tried = new ArrayList<>();
        try (InMemoryCluster cluster = new InMemoryCluster()) {
            cluster.put(Manifests.namespace(KeySecret.NAMESPACE));
            cluster.refuse(
                    manifest -> {
                        tried.add(manifest.key().name());
                        return tried.size() == 1
                                ? Optional.of(new ApiRefused(409, "AlreadyExists", "it is there"))
                                : Optional.empty();
                    });

            new KeyStore(cluster, SealingNamespace.POLICY, clock, random, WriteBook.NONE)
                    .bring(SealingKey.generate(2048, clock.instant(), random));
        }

        assertThat(tried).hasSize(2).containsOnly(tried.get(0));
    }

    /** The one has read, found a key due and made it, when the other does all of that. */
    @Test
    void twoThatRenewAtOnceMakeOneKey() throws Exception {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
        try (InMemoryCluster cluster = new InMemoryCluster()) {
            store(cluster, Clock.systemUTC()).current();
            AtomicBoolean begun = new AtomicBoolean();
            List<StoredKeys> others = new ArrayList<>();
            cluster.failWith(
                    request -> {
                        if (request.startsWith("create kube-system/Secret/")
                                && !begun.getAndSet(true)) {
                            others.add(store(cluster, later).current());
                        }
                    });

            StoredKeys ours = store(cluster, later).current();

            assertThat(others).hasSize(1);
            assertThat(others.get(0).names()).hasSize(2);
            assertThat(ours.secrets()).isEqualTo(others.get(0).secrets());
        }
    }

    private static KeyStore store(InMemoryCluster cluster, Clock clock) {
        return new KeyStore(
                cluster, SealingNamespace.POLICY, clock, new SecureRandom(), WriteBook.NONE);
    }
}
