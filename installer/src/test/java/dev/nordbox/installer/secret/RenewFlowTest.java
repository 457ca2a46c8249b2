package dev.nordbox.installer.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.SealingDesk;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.installer.problem.ProblemException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenewFlowTest {
    private final List<SealingKey> keys = new ArrayList<>();
    private final Desk desk =
            new Desk(
                    request -> {
                        try {
                            return new SealingDesk(new KeyRing(keys), new SecureRandom())
                                    .answer(request);
                        } catch (SealingException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    "box");

    @Test
    void theNewKeyComesFirst() throws Exception {
        keys.add(TestKeys.OLD);

        List<Desk.Key> all = new RenewFlow(desk, () -> keys.add(TestKeys.NEW)).renew();

        assertThat(all)
                .extracting(Desk.Key::fingerprint)
                .containsExactly(TestKeys.NEW.fingerprint(), TestKeys.OLD.fingerprint());
    }

    @Test
    void aBoxThatMadeNoneIsNotBelieved() {
        keys.add(TestKeys.OLD);

        assertThatThrownBy(() -> new RenewFlow(desk, () -> {}).renew())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no other key was made");
    }

    @Test
    void aKeyThatDoesNotSealIsToldAsSuch() {
        keys.add(TestKeys.NEW);

        assertThatThrownBy(() -> new RenewFlow(desk, () -> keys.add(TestKeys.OLD)).renew())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("an older one goes on sealing");
    }
}
