package dev.nordbox.appliance.render.gotemplate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One of each kind is told with what to do instead, not as a function that nobody knows. */
class ExternalSecretsRefusedTest {

    @ParameterizedTest
    @CsvSource({
        "fullPemToPkcs12, keep them in the store",
        "filterPEM, keep the parts in the store",
        "rsaDecrypt, keep the PEM in the store",
        "hexdec, set decodingStrategy: Base64",
        "fromYaml, use toJson and fromJson"
    })
    void whatExternalSecretsAddsIsRefusedByName(String name, String instead) {
        assertThatThrownBy(
                        () ->
                                GoTemplate.parse(
                                        "t",
                                        "{{ " + name + " .a }}",
                                        Functions.externalSecrets(),
                                        MissingKey.ERROR))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(instead);
    }
}
