#include "app/cli/ConnectionTables.h"

namespace metaspo {

namespace {

Column text(const char* name)
{
    return {QString::fromLatin1(name)};
}

Column number(const char* name)
{
    return {QString::fromLatin1(name), ColumnType::Integer};
}

Column money(const char* name)
{
    return {QString::fromLatin1(name), ColumnType::Number, 4};
}

// Nano-dollars per million tokens are dollars with nine places.
Value dollars(qint64 nanoDollars)
{
    return Decimal{nanoDollars, 9};
}

QString joined(const QMap<QString, QString>& fields)
{
    QStringList parts;
    for (auto field = fields.cbegin(); field != fields.cend(); ++field)
        parts.append(field.key() + u'=' + field.value());
    return parts.join(u' ');
}

QString verdictText(ConnectionCheck::Verdict verdict)
{
    switch (verdict) {
    case ConnectionCheck::Verdict::Passed:
        return QStringLiteral("passed");
    case ConnectionCheck::Verdict::Failed:
        return QStringLiteral("failed");
    case ConnectionCheck::Verdict::Skipped:
        return QStringLiteral("skipped");
    }
    return {};
}

} // namespace

Table exactConnectionTable(const QList<Connection>& connections)
{
    Table table;
    table.columns = {text("name"), text("id"), text("preset"), text("wire"), text("base_url"), text("model"),
                     text("key"), number("width"), number("timeout_seconds"), number("system_role"),
                     money("input_usd_per_million"), money("cached_usd_per_million"), money("output_usd_per_million"),
                     text("ca_file"), number("insecure_tls"), text("headers"), text("parameters")};
    for (const Connection& one : connections) {
        const auto price = [&](qint64 Price::*member) { return one.price ? dollars(*one.price.*member) : Value(); };
        table.rows.append(Row{one.name, one.id, one.preset, name(one.wire), one.baseUrl, one.model, one.keySource,
                              qint64{one.width}, qint64{one.timeoutSeconds}, qint64{one.systemRole ? 1 : 0},
                              price(&Price::inputNanoDollarsPerMillion),
                              price(&Price::cachedInputNanoDollarsPerMillion),
                              price(&Price::outputNanoDollarsPerMillion), one.caFile,
                              qint64{one.insecureTls ? 1 : 0}, joined(one.headers), joined(one.parameters)});
    }
    return table;
}

Table readableConnectionTable(const QList<Connection>& connections)
{
    Table table;
    table.columns = {text("name"), text("preset"), text("model"), text("address"), text("key")};
    for (const Connection& one : connections)
        table.rows.append(Row{one.name, one.preset,
                              one.model.isEmpty() ? QStringLiteral("(not installed)") : one.model,
                              one.baseUrl.isEmpty() ? QStringLiteral("(this machine)") : one.baseUrl, one.keySource});
    return table;
}

Table priceTable(const PriceTable& prices)
{
    Table table;
    table.columns = {text("model"), money("input_usd_per_million"), money("cached_usd_per_million"),
                     money("output_usd_per_million")};
    for (auto entry = prices.entries().cbegin(); entry != prices.entries().cend(); ++entry)
        table.rows.append(Row{entry.key(), dollars(entry->inputNanoDollarsPerMillion),
                              dollars(entry->cachedInputNanoDollarsPerMillion),
                              dollars(entry->outputNanoDollarsPerMillion)});
    return table;
}

Table checkTable()
{
    return {{}, {text("check"), text("verdict"), text("detail"), number("ms")}, {}};
}

Row checkRow(const ConnectionCheck& check)
{
    return {check.name, verdictText(check.verdict), check.detail, check.milliseconds};
}

QString checkLine(const ConnectionCheck& check)
{
    return QStringLiteral("%1  %2  %3").arg(verdictText(check.verdict), -7).arg(check.name, -12).arg(check.detail);
}

} // namespace metaspo
