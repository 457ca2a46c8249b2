package dev.nordbox.installer.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private final Redactor redactor = new Redactor();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clone https://ops:hunter22@git.example.no/x.git | clone https://***@git.example.no/x.git",
                "https://glpat@git.example.no/x | https://***@git.example.no/x",
                "ssh://git:hunter22@git.example.no/x | ssh://***@git.example.no/x",
                "Authorization: Bearer abcdefghijkl | Authorization: Bearer ***",
                "password=hunter22, user=ops | password=***, user=ops",
                "K3S_TOKEN: hunter22 | K3S_TOKEN: ***",
                "\"token\": \"hunter22\" | \"token\": \"***\"",
                "with ghp_0123456789abcdef | with ***",
                "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZ | ***",
                "AGE-SECRET-KEY-PQ-1JP2LUS84Z0KYPE | ***",
                "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrIn0.c2ln | ***",
                "client-key-data: LS0tLS1C | client-key-data: ***"
            })
    void whatLooksLikeASecretIsMasked(String text, String masked) {
        assertThat(redactor.redact(text)).isEqualTo(masked);
    }

    @Test
    void aPrivateKeyIsMaskedEvenWhenItIsCutShort() {
        String key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\nAAAA\n";

        assertThat(redactor.redact("read " + key)).isEqualTo("read ***");
        assertThat(redactor.redact(key + "-----END OPENSSH PRIVATE KEY----- ok"))
                .isEqualTo("*** ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root@203.0.113.7: host key SHA256:AAAA ok",
                "git@git.example.no:ops/box.git",
                "ssh://git@git.example.no/ops/box.git",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPublic nordbox@box",
                "write /etc/rancher/k3s/token 0600"
            })
    void whatIsPublicStays(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void aRegisteredSecretIsMaskedWhereverItAppears() {
        redactor.register("correct horse\n");

        assertThat(redactor.redact("the correct horse runs")).isEqualTo("the *** runs");
    }
}
