package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Label;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.SealedItem;
import dev.nordbox.appliance.seal.SealingDesk;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** An old and a new key, made once for all tests. */
public final class TestKeys {
    public static final SealingKey OLD = key("2026-09-01T00:00:00Z");
    public static final SealingKey NEW = key("2026-11-01T00:00:00Z");

    private TestKeys() {}

    private static SealingKey key(String from) {
        return SealingKey.generate(2048, Instant.parse(from), new SecureRandom());
    }

    static Desk desk(SealingKey... keys) {
        SealingDesk desk = new SealingDesk(new KeyRing(List.of(keys)), new SecureRandom());
        return new Desk(
                request -> {
                    try {
                        return desk.answer(request);
                    } catch (SealingException e) {
                        throw new ProblemException(
                                ExitCode.UNEXPECTED, new Problem(e.getMessage(), "test", ""));
                    }
                },
                "test");
    }

    public static String seal(SealingKey key, String namespace, String name, String value) {
        try {
            return SealedItem.seal(
                            key.certificate(),
                            new Label(Scope.STRICT, namespace, name),
                            value.getBytes(StandardCharsets.UTF_8),
                            new SecureRandom())
                    .base64();
        } catch (SealingException e) {
            throw new IllegalStateException(e);
        }
    }
}
