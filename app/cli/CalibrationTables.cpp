#include "app/cli/ConnectionTables.h"
#include "app/cli/OptionValues.h"
#include "core/analysis/PercentText.h"

namespace metaspo {

namespace {

Column share(const char* name)
{
    return {QString::fromLatin1(name), ColumnType::Share};
}

Column decimal(const char* name)
{
    return {QString::fromLatin1(name), ColumnType::Number, 4};
}

Value optional(const std::optional<double>& value)
{
    return value ? Value(*value) : Value();
}

QString spreadText(const Spread& spread, const char* unit)
{
    return QStringLiteral("%1 (90 %: %2) %3").arg(spread.median).arg(spread.ninth).arg(QLatin1String(unit));
}

QString cachedText(const CalibrationResult& result)
{
    if (!result.cachedFirst)
        return QStringLiteral("not reported");
    return QStringLiteral("%1 %; asked again: %2 %")
        .arg(percent(*result.cachedFirst), result.cachedAgain ? percent(*result.cachedAgain) : QStringLiteral("n/a"));
}

QString costText(const CalibrationResult& result)
{
    QString cost = result.costNanoDollars ? QStringLiteral("$%1").arg(dollars(*result.costNanoDollars))
                                          : QStringLiteral("n/a: price or usage is not known");
    if (result.possiblyPaid > 0)
        cost += QStringLiteral("; %1 more calls may have been paid for").arg(result.possiblyPaid);
    return cost;
}

} // namespace

Table exactCalibrationTable(const CalibrationResult& result)
{
    Table table;
    table.columns = {textColumn("connection"),
                     textColumn("model"),
                     textColumn("task"),
                     Column{QStringLiteral("measured_utc"), ColumnType::Time},
                     integerColumn("examples"),
                     integerColumn("system_prompts"),
                     integerColumn("repeats"),
                     integerColumn("width"),
                     integerColumn("answers"),
                     integerColumn("pairs"),
                     integerColumn("flipped"),
                     share("flip_rate"),
                     share("flip_low_95"),
                     share("flip_high_95"),
                     integerColumn("unreadable"),
                     share("unreadable_share"),
                     share("unreadable_low_95"),
                     share("unreadable_high_95"),
                     integerColumn("output_tokens_median"),
                     integerColumn("output_tokens_90"),
                     decimal("output_tokens_mean"),
                     integerColumn("latency_ms_median"),
                     integerColumn("latency_ms_90"),
                     decimal("seconds_per_call"),
                     share("cached_share_first"),
                     share("cached_share_again"),
                     decimal("cost_usd"),
                     integerColumn("possibly_paid")};
    const auto& tokens = result.outputTokens;
    table.rows.append(
        Row{result.connection, result.model, result.task, result.measuredUtc, qint64{result.examples},
            qint64{result.systemPrompts}, qint64{result.repeats}, qint64{result.width}, qint64{result.answers},
            qint64{result.pairs}, qint64{result.flipped}, result.flips.value, result.flips.interval.low,
            result.flips.interval.high, qint64{result.unreadable}, result.unreadables.value,
            result.unreadables.interval.low, result.unreadables.interval.high, tokens ? Value(tokens->median) : Value(),
            tokens ? Value(tokens->ninth) : Value(), tokens ? Value(result.outputTokensMean) : Value(),
            result.latencyMilliseconds.median, result.latencyMilliseconds.ninth, result.secondsPerCall,
            optional(result.cachedFirst), optional(result.cachedAgain),
            result.costNanoDollars ? Value(Decimal{*result.costNanoDollars, 9}) : Value(),
            qint64{result.possiblyPaid}});
    return table;
}

Table readableCalibrationTable(const CalibrationResult& result)
{
    Table table;
    table.title = QStringLiteral("%1, measured on %2").arg(result.connection, result.task);
    table.columns = {textColumn("what"), textColumn("measured")};
    const auto line = [&](const char* what, const QString& value) {
        table.rows.append(Row{QString::fromLatin1(what), value});
    };
    line("answers that changed when asked again",
         QStringLiteral("%1 % of %2").arg(withInterval(result.flips)).arg(result.pairs));
    line("unreadable answers",
         QStringLiteral("%1 % of %2").arg(withInterval(result.unreadables)).arg(result.answers));
    line("output", result.outputTokens ? spreadText(*result.outputTokens, "tokens") : QStringLiteral("not reported"));
    line("latency", spreadText(result.latencyMilliseconds, "ms"));
    line("time per call", QStringLiteral("%1 s").arg(result.secondsPerCall, 0, 'f', 3));
    line("prompt tokens from the provider's cache", cachedText(result));
    line("cost", costText(result));
    return table;
}

} // namespace metaspo
