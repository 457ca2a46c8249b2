package dev.nordbox.appliance.render.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** No function of Sprig is missing by oversight. */
class SprigFunctionsTest {

    /** The keys of {@code GenericFuncMap()}, Sprig 3.3.0. */
    private static final List<String> SPRIG = read("sprig-3.3.0-functions");

    /** As in Sealed Secrets and Helm, which take them out of the map. */
    private static final Set<String> NOT_DEFINED = Set.of("env", "expandenv", "getHostByName");

    private static final Set<String> REFUSED =
            Set.of(
                    "genPrivateKey",
                    "genCA",
                    "genCAWithKey",
                    "genSelfSignedCert",
                    "genSelfSignedCertWithKey",
                    "genSignedCert",
                    "genSignedCertWithKey",
                    "buildCustomCert",
                    "bcrypt",
                    "htpasswd",
                    "derivePassword",
                    "encryptAES",
                    "decryptAES");

    private static final Set<String> OF_TIME_AND_CHANCE =
            Set.of(
                    "now",
                    "ago",
                    "uuidv4",
                    "shuffle",
                    "randAlpha",
                    "randAlphaNum",
                    "randAscii",
                    "randBytes",
                    "randInt",
                    "randNumeric");

    @Test
    void theyAreSoMany() {
        assertThat(SPRIG).hasSize(211).doesNotHaveDuplicates();
        assertThat(SPRIG).containsAll(NOT_DEFINED).containsAll(REFUSED);
        assertThat(SPRIG).containsAll(OF_TIME_AND_CHANCE);
    }

    @ParameterizedTest
    @FieldSource("SPRIG")
    void eachIsDefinedOrRefusedByNameOrTakenOut(String name) {
        Functions functions =
                Functions.genericSprig().in(new TemplateWorld(Clock.systemUTC(), new Random()));

        if (NOT_DEFINED.contains(name)) {
            assertFails(name, functions, " not defined");
        } else if (REFUSED.contains(name)) {
            assertFails(name, functions, " is refused here: ");
        } else {
            assertThat(functions.find(name)).isPresent();
            assertThat(functions.refusal(name)).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("OF_TIME_AND_CHANCE")
    void withoutAWorldThoseOfTimeAndChanceAreRefused(String name) {
        assertFails(name, Functions.genericSprig(), " is refused here: ");
    }

    private static void assertFails(String name, Functions functions, String how) {
        String text = "{{ " + name + " }}";
        assertThatThrownBy(() -> GoTemplate.parse("t", text, functions, MissingKey.NOTHING))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("template: t:1: function \"" + name + "\"" + how);
    }

    private static List<String> read(String resource) {
        try (InputStream in = SprigFunctionsTest.class.getResourceAsStream(resource)) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
