package dev.nordbox.appliance.seal.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.seal.SealingKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
}
