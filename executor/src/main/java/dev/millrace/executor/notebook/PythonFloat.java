package dev.millrace.executor.notebook;

import java.math.BigDecimal;

/**
 * Numbers as Python's {@code repr} writes them: shortest digits, exponent form outside 1e-4 to
 * 1e16.
 */
final class PythonFloat {
  private PythonFloat() {}

  /** {@code nan}, {@code inf} and {@code -inf} for what is not finite. */
  static String repr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    String sign = value < 0 ? "-" : "";
    if (exponent < -4 || exponent >= 16) {
      String mantissa =
          digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      String power = Integer.toString(Math.abs(exponent));
      return sign
          + mantissa
          + "e"
          + (exponent < 0 ? "-" : "+")
          + (power.length() == 1 ? "0" : "")
          + power;
    }
    String plain = decimal.toPlainString();
    return sign + (plain.contains(".") ? plain : plain + ".0");
  }
}
