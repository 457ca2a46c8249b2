package dev.nordbox.appliance.render.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0.1,0.1,0.1",
        "1e-7,1e-07,1e-7",
        "0.000001,1e-06,0.000001",
        "123456789,1.23456789e+08,123456789",
        "100000,100000,100000",
        "1000000,1e+06,1000000",
        "1e21,1e+21,1e+21",
        "2e23,2e+23,2e+23",
        "-1.5e-10,-1.5e-10,-1.5e-10",
        "5e-324,5e-324,5e-324",
        "5.684341886080801486968994140625e-14,5.684341886080802e-14,5.684341886080802e-14",
        "-7.1202363472230444e-307,-7.120236347223045e-307,-7.120236347223045e-307",
        "7.1202363472230444e-307,7.120236347223045e-307,7.120236347223045e-307",
        "1.7976931348623157e308,1.7976931348623157e+308,1.7976931348623157e+308"
    })
    void floatsAreWrittenAsShortAsTheyCanBe(double value, String general, String json) {
        assertThat(GoNumber.general(value)).isEqualTo(general);
        assertThat(GoNumber.json(value)).isEqualTo(json);
        assertThat(Double.parseDouble(GoNumber.general(value))).isEqualTo(value);
    }

    @Test
    void integersMayHaveABase() {
        assertThat(GoNumber.integer("-0x1f")).contains(-31L);
        assertThat(GoNumber.integer("017")).contains(15L);
        assertThat(GoNumber.integer("0b11")).contains(3L);
        assertThat(GoNumber.integer("018")).isEmpty();
        assertThat(GoNumber.integer("0x")).isEmpty();
        assertThat(GoNumber.integer("-")).isEmpty();
    }

    @Test
    void integersEndAtSixtyFourBits() {
        assertThat(GoNumber.integer("-9223372036854775808")).contains(Long.MIN_VALUE);
        assertThat(GoNumber.integer("18446744073709551615"))
                .contains(new BigInteger("18446744073709551615"));
        assertThat(GoNumber.integer("18446744073709551616")).isEmpty();
        assertThat(GoNumber.integer("+9223372036854775808")).isEmpty();
        assertThat(GoNumber.integer("9".repeat(100_000))).isEmpty();
    }
}
