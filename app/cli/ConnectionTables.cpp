#include "app/cli/ConnectionTables.h"

#include "core/analysis/CheckTables.h"

namespace metaspo {

namespace {

Column money(const char* name)
{
    return {QString::fromLatin1(name), ColumnType::Number, 4};
}

// Nano-exactDollars per million tokens are exactDollars with nine places.
Value exactDollars(qint64 nanoDollars)
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

} // namespace

Table exactConnectionTable(const QList<Connection>& connections)
{
    Table table;
    table.columns = {textColumn("name"),
                     textColumn("id"),
                     textColumn("preset"),
                     textColumn("wire"),
                     textColumn("base_url"),
                     textColumn("model"),
                     textColumn("key"),
                     integerColumn("width"),
                     integerColumn("timeout_seconds"),
                     integerColumn("system_role"),
                     money("input_usd_per_million"),
                     money("cached_usd_per_million"),
                     money("output_usd_per_million"),
                     textColumn("ca_file"),
                     integerColumn("insecure_tls"),
                     textColumn("headers"),
                     textColumn("parameters")};
    for (const Connection& one : connections) {
        const auto price = [&](qint64 Price::*member) {
            return one.price ? exactDollars(*one.price.*member) : Value();
        };
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
    table.columns = {textColumn("name"), textColumn("preset"), textColumn("model"), textColumn("address"),
                     textColumn("key")};
    for (const Connection& one : connections)
        table.rows.append(Row{one.name, one.preset,
                              one.model.isEmpty() ? QStringLiteral("(not installed)") : one.model,
                              one.baseUrl.isEmpty() ? QStringLiteral("(this machine)") : one.baseUrl, one.keySource});
    return table;
}

Table priceTable(const PriceTable& prices)
{
    Table table;
    table.columns = {textColumn("model"), money("input_usd_per_million"), money("cached_usd_per_million"),
                     money("output_usd_per_million")};
    for (auto entry = prices.entries().cbegin(); entry != prices.entries().cend(); ++entry)
        table.rows.append(Row{entry.key(), exactDollars(entry->inputNanoDollarsPerMillion),
                              exactDollars(entry->cachedInputNanoDollarsPerMillion),
                              exactDollars(entry->outputNanoDollarsPerMillion)});
    return table;
}

QString checkLine(const ConnectionCheck& check)
{
    return QStringLiteral("%1  %2  %3").arg(verdictText(check.verdict), -7).arg(check.name, -12).arg(check.detail);
}

} // namespace metaspo
