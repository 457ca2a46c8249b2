package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.profile.Anchor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far the box can be from servers of known places. */
class AnchorChecksTest {
    private final SeenBox box = SeenBox.good();

    @Test
    void twoAnchorsThatAnswerFastEnoughBindThePlace() throws Exception {
        assertThat(finding().result()).isEqualTo(Result.PASS);
        assertThat(finding().observed())
                .contains(
                        "kjeller: at most 104 km from Kjeller, NO (within 240 km of it all is NO,"
                                + " the profile declares; 0.69 ms, 24 handshakes; TCP 0.24 ms)",
                        "oslo: at most 135 km from Oslo, NO");
    }

    @ParameterizedTest
    @CsvSource({"1600, PASS", "1601, INCONCLUSIVE"})
    void theBoundIsThatOfLightAndTheLimitThatOfTheDeclaration(long micros, Result result)
            throws Exception {
        box.replace("anchors", "tls=900", "tls=" + micros);

        assertThat(finding().result()).isEqualTo(result);
    }

    @Test
    void aLateAnswerSaysNothingAndFailsNothing() throws Exception {
        box.replace("anchors", "tls=900", "tls=40000");

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().observed()).contains("at most 6000 km from Oslo");
        assertThat(finding().reason()).contains("1 of the 2 anchors");
    }

    /** Anybody on the way can answer a connection. */
    @Test
    void aFastConnectionBindsNothing() throws Exception {
        box.put(
                "anchors",
                box.sections
                        .get("anchors")
                        .replaceAll("tls=\\d+", "tls=90000")
                        .replaceAll("tcp=\\d+", "tcp=1"));

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void anotherCertificateIsToldInWords() throws Exception {
        box.replace(
                "anchors", "a".repeat(64) + " key=" + "b".repeat(64), "9".repeat(64) + " key=1");

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().observed())
                .contains(
                        "kjeller: another certificate than the declared one, sha256 "
                                + "9".repeat(64));
    }

    @Test
    void whyThereWasNoHandshakeIsTold() throws Exception {
        box.put("anchors", "kjeller address=203.0.113.20 tries=3 failed=3 tcp= because=no-answer");

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().observed())
                .contains("kjeller: no handshake: no-answer", "oslo: no handshake");
    }

    @Test
    void aTimeThatNobodyTookIsNoNearness() throws Exception {
        box.replace("anchors", "tls=690", "tls=").replace("anchors", "tls=900", "tls=0");

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void anchorsOfAnotherCountryThanTheHostIsSaidToBeInDoNotCount() throws Exception {
        Anchor oslo = box.anchors.get(1);
        box.anchors =
                List.of(
                        box.anchors.get(0),
                        new Anchor(
                                oslo.name(),
                                oslo.host(),
                                oslo.port(),
                                "Karlstad",
                                "SE",
                                oslo.spot(),
                                oslo.withinKm(),
                                oslo.sha256()));

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().observed()).contains("and the host is said to be in NO");
    }

    /** Nothing is near both at once. */
    @Test
    void placesThatContradictEachOtherAreTold() throws Exception {
        box.anchors =
                List.of(
                        box.anchors.get(0),
                        SeenBox.anchor("oslo", "Bodø", new Anchor.Spot(67.283, 14.380), "c"));

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().reason())
                .contains(
                        "kjeller and oslo are said to be 829 km apart",
                        "stands, or answers, elsewhere");
    }

    /** Two names of one machine know all of each other. */
    @Test
    void oneMachineIsOneWitnessWhateverItsNames() throws Exception {
        box.replace("anchors", "address=203.0.113.21", "address=203.0.113.20");
        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().reason()).startsWith("1 of the 2 anchors");

        box.replace("anchors", "oslo address=203.0.113.20", "oslo address=203.0.113.21")
                .replace("anchors", "key=" + "a".repeat(64), "key=" + "b".repeat(64));
        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.1.1", "0:0:0:0:0:0:0:1", "203.0.113.7"})
    void theBoxIsNoWitnessOfItsOwnPlace(String address) throws Exception {
        box.replace("anchors", "203.0.113.20", address);

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().observed()).contains("kjeller: answered at " + address);
    }

    /** A handshake goes there and back at least once more than nothing, as a connection does. */
    @Test
    void aHandshakeFasterThanAConnectionCannotBe() throws Exception {
        box.replace("anchors", "tcp=240", "tcp=691");

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().observed()).contains("0.69 ms, and a connection took 0.69");
    }

    @Test
    void withoutAnchorsItSaysHow() throws Exception {
        box.anchors = List.of();

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().reason()).contains("profile.anchors", "withinKm", "sha256");
    }

    private Finding finding() throws Exception {
        return AnchorChecks.all().get("place-bound").examine(box.seen());
    }
}
