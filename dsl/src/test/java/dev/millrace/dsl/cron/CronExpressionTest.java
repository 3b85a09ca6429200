package dev.millrace.dsl.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
  @ParameterizedTest(name = "''{0}'' in field {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|1|has 0",
        "* * * *|5|has 4",
        "* * * * * *|6|has 6",
        "0 0 * * * * 2026|6|has 7",
        "61 * * * *|1|'61' is no minute",
        "*/0 * * * *|1|'0' is no step",
        "*/60 * * * *|1|'60' is no step",
        "* 24 * * *|2|'24' is no hour",
        "* 5-2 * * *|2|ends before it begins",
        "* * 0 * *|3|'0' is no day of month",
        "* * L * *|3|'L' is no day of month",
        "* * ? * *|3|'?' is no day of month",
        "* * * 13 *|4|'13' is no month",
        "* * * JANUARY *|4|'JANUARY' is no month",
        "* * * * 8|5|'8' is no day of week",
        "* * * * MON#1|5|'MON#1' is no day of week",
        "5/15 * * * *|1|step without a range",
        "1,,2 * * * *|1|'' is no minute",
        "-1 * * * *|1|'-1' is no minute",
        "1- * * * *|1|'' is no minute",
        "99999999999 * * * *|1|is no minute",
        "@reboot|1|'@reboot' is no name",
        "@every 5m|1|is no name"
      })
  void whatIsNoCronIsRefusedWithItsField(String text, int field, String message) {
    var refused = catchThrowableOfType(CronSyntaxException.class, () -> CronExpression.parse(text));
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused).hasMessageContaining(message);
    assertThat(refused.hint()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@hourly|0 * * * *",
        "@daily|0 0 * * *",
        "@MIDNIGHT|0 0 * * *",
        "@weekly|0 0 * * 0",
        "@monthly|0 0 1 * *",
        "@yearly|0 0 1 1 *",
        "@annually|0 0 1 1 *",
        "' 0\t0 *  * 7 '|0 0 * * SUN"
      })
  void namesAndSpacesMeanWhatTheirFieldsDo(String one, String other) throws CronSyntaxException {
    assertThat(next(one, "2026-11-21T10:07:00Z", 5))
        .isEqualTo(next(other, "2026-11-21T10:07:00Z", 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 30-31 FEB */2"})
  void aDateThatIsInNoYearNeverTicks(String text) throws CronSyntaxException {
    CronExpression cron = CronExpression.parse(text);
    assertThat(cron.neverTicks()).isTrue();
    assertThat(cron.next(Instant.EPOCH, ZoneOffset.UTC)).isNull();
  }

  @Test
  void theTwentyNinthOfFebruaryTicksEveryFourYearsAndAfterEight() throws CronSyntaxException {
    assertThat(CronExpression.parse("0 0 29 2 *").neverTicks()).isFalse();
    assertThat(next("0 0 29 2 *", "2026-11-21T00:00:00Z", 2))
        .containsExactly("2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z");
    assertThat(next("0 0 29 2 *", "2096-03-01T00:00:00Z", 1))
        .containsExactly("2104-02-29T00:00:00Z");
    assertThat(next("0 0 29 2 */7", "2088-03-01T00:00:00Z", 1))
        .as("a Sunday, 40 years after the last")
        .containsExactly("2128-02-29T00:00:00Z");
  }

  @Test
  void twoRestrictedDaysMatchByEitherOfThem() throws CronSyntaxException {
    assertThat(CronExpression.parse("0 0 13 * 5").matchesEitherDay()).isTrue();
    assertThat(next("0 0 13 * 5", "2026-11-10T00:00:00Z", 3))
        .containsExactly("2026-11-13T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z");
    assertThat(CronExpression.parse("0 0 13 * */5").matchesEitherDay()).isFalse();
    assertThat(next("0 0 13 * */5", "2026-10-01T00:00:00Z", 2))
        .as("Sundays and Fridays that are the 13th")
        .containsExactly("2026-11-13T00:00:00Z", "2026-12-13T00:00:00Z");
  }

  @Test
  void severalFixedTimesInOneGapAreOneTickAtItsEnd() throws CronSyntaxException {
    List<Instant> ticks = new ArrayList<>();
    Instant after = Instant.parse("2026-03-29T00:00:00Z");
    for (int i = 0; i < 2; i++) {
      after =
          Objects.requireNonNull(
              CronExpression.parse("0,20,40 2 * * *").next(after, ZoneId.of("Europe/Berlin")));
      ticks.add(after);
    }
    assertThat(ticks)
        .containsExactly(
            Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T00:00:00Z"));
  }

  private static List<String> next(String cron, String after, int count)
      throws CronSyntaxException {
    List<String> ticks = new ArrayList<>();
    Instant at = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      at = Objects.requireNonNull(CronExpression.parse(cron).next(at, ZoneOffset.UTC));
      ticks.add(at.toString());
    }
    return ticks;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 3 * * *          | At 03:00 every day",
        "30 6,18 * * mon-fri| At 06:30 and 18:30 on Monday to Friday",
        "*/15 * * * *       | Every 15 minutes every day",
        "* * * * *          | Every minute every day",
        "5 * * * *          | At minute 5 of every hour every day",
        "0,7,9 8-17 * * *   | At the minutes 0, 7 and 9 of the hours 08 to 17 every day",
        "*/20 9-17 * * 1-5  | Every 20 minutes of the hours 09 to 17 on Monday to Friday",
        "0 0 1 */3 *        | At 00:00 on day 1 of the month in January, April, July and October",
        "0 0 13 * fri       | At 00:00 on day 13 of the month or on Friday",
        "0 12 * * sat,0     | At 12:00 on Saturday and Sunday",
        "@weekly            | At 00:00 on Sunday"
      })
  void saysWhenItTicksInWords(String cron, String words) throws Exception {
    assertThat(CronExpression.parse(cron).describe()).isEqualTo(words);
  }
}
