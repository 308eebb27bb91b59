#include "core/llm/Pricing.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <yaml-cpp/yaml.h>

namespace metaspo {

namespace {

constexpr qint64 nanoPerDollar = 1'000'000'000;
constexpr qint64 million = 1'000'000;
constexpr double dearest = 9000; ///< USD per million tokens; above it a table is wrong

tl::unexpected<Error> badTable(const QString& why)
{
    return failure(ErrorKind::BadInput, QStringLiteral("The price table cannot be read"), why);
}

/// "1.25" to 1,250,000,000. Plain decimals are exact; an exponent goes through a double.
std::optional<qint64> nanoDollars(const QString& text)
{
    static const QRegularExpression plain(QStringLiteral("^(\\d{0,3})(?:\\.(\\d*))?$"));
    const QRegularExpressionMatch match = plain.match(text);
    if (match.hasMatch() && match.capturedLength(1) + match.capturedLength(2) > 0) {
        const QString fraction = match.captured(2).left(9).leftJustified(9, u'0');
        return match.captured(1).toLongLong() * nanoPerDollar + fraction.toLongLong();
    }
    bool fine = false;
    const double value = text.toDouble(&fine);
    if (!fine || !(value >= 0) || value > dearest)
        return std::nullopt;
    return std::llround(value * static_cast<double>(nanoPerDollar));
}

QString dollars(qint64 nano)
{
    QString fraction = QString::number(nano % nanoPerDollar).rightJustified(9, u'0');
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    const QString whole = QString::number(nano / nanoPerDollar);
    return fraction.isEmpty() ? whole : whole + u'.' + fraction;
}

std::optional<qint64> entry(const YAML::Node& prices, const char* name)
{
    const YAML::Node value = prices[name];
    return value && value.IsScalar() ? nanoDollars(QString::fromStdString(value.Scalar()).trimmed())
                                     : std::nullopt;
}

/// USD per token in LiteLLM's table, number or text, to nano-dollars per million tokens.
std::optional<qint64> perMillion(const QJsonValue& perToken)
{
    bool fine = perToken.isDouble();
    const double value = fine ? perToken.toDouble() : perToken.toString().toDouble(&fine);
    if (!fine || !(value >= 0) || value * static_cast<double>(million) > dearest)
        return std::nullopt;
    return std::llround(value * static_cast<double>(million) * static_cast<double>(nanoPerDollar));
}

QString withoutDate(const QString& model)
{
    static const QRegularExpression date(QStringLiteral("-(\\d{8}|\\d{4}-\\d{2}-\\d{2}|\\d{4}|latest)$"));
    return QString(model).remove(date);
}

QString withoutVariant(const QString& model)
{
    static const QRegularExpression variant(QStringLiteral("(:[\\w.\\-]+|@[\\w.\\-]+)$"));
    return QString(model).remove(variant);
}

} // namespace

QString dollarText(qint64 nanoDollars)
{
    return QString::number(static_cast<double>(nanoDollars) / 1e9, 'f', 4) + QStringLiteral(" USD");
}

std::optional<qint64> costNanoDollars(const std::optional<Price>& price, const TokenUsage& usage)
{
    if (!price || usage.input < 0 || usage.output < 0)
        return std::nullopt;
    const qint64 cached = std::clamp<qint64>(usage.cached, 0, usage.input);
    qint64 whole = 0;
    qint64 millionths = 0;
    const auto add = [&](qint64 tokens, qint64 perMillionTokens) { // in parts that 64 bits hold
        whole += tokens / million * perMillionTokens;
        const qint64 rest = tokens % million * perMillionTokens;
        whole += rest / million;
        millionths += rest % million;
    };
    add(usage.input - cached, price->inputNanoDollarsPerMillion);
    add(cached, price->cachedInputNanoDollarsPerMillion);
    add(usage.output, price->outputNanoDollarsPerMillion);
    return whole + (millionths + million / 2) / million;
}

Result<PriceTable> PriceTable::read(const QByteArray& yamlOrJson)
{
    PriceTable table;
    try {
        const YAML::Node root = YAML::Load(yamlOrJson.toStdString());
        if (root.IsNull())
            return table;
        if (!root.IsMap())
            return badTable(QStringLiteral("It is not a list of \"model: {input, cached, output}\""));
        for (const auto& line : root) {
            const QString model = QString::fromStdString(line.first.Scalar());
            if (!line.second.IsMap())
                return badTable(QStringLiteral("\"%1\" has no prices").arg(model));
            const std::optional<qint64> input = entry(line.second, "input");
            const std::optional<qint64> output = entry(line.second, "output");
            if (!input || !output)
                return badTable(
                    QStringLiteral("\"%1\" needs \"input\" and \"output\" in USD per million tokens")
                        .arg(model));
            table.m_entries.insert(model,
                                   Price{*input, entry(line.second, "cached").value_or(*input), *output});
        }
    } catch (const YAML::Exception& error) {
        return badTable(QString::fromStdString(error.what()));
    }
    return table;
}

Result<PriceTable> PriceTable::importLiteLlm(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return badTable(error.errorString());
    PriceTable table;
    const QJsonObject root = document.object();
    for (auto line = root.begin(); line != root.end(); ++line) {
        const QJsonObject prices = line.value().toObject();
        const QString mode = prices.value(QLatin1String("mode")).toString();
        if (line.key() == QLatin1String("sample_spec") ||
            (mode != QLatin1String("chat") && mode != QLatin1String("responses")))
            continue;
        const std::optional<qint64> input = perMillion(prices.value(QLatin1String("input_cost_per_token")));
        const std::optional<qint64> output = perMillion(prices.value(QLatin1String("output_cost_per_token")));
        if (!input || !output)
            continue;
        const std::optional<qint64> cached =
            perMillion(prices.value(QLatin1String("cache_read_input_token_cost")));
        table.m_entries.insert(line.key(), Price{*input, cached.value_or(*input), *output});
    }
    if (table.m_entries.isEmpty())
        return badTable(QStringLiteral("It holds no chat model with prices in LiteLLM's format"));
    return table;
}

QByteArray PriceTable::write() const
{
    YAML::Emitter out;
    out << YAML::Comment("USD per million tokens; cached: input served from the provider's prefix cache")
        << YAML::BeginMap;
    for (auto line = m_entries.cbegin(); line != m_entries.cend(); ++line) {
        out << YAML::Key << line.key().toStdString() << YAML::Value << YAML::Flow << YAML::BeginMap;
        out << YAML::Key << "input" << YAML::Value << dollars(line->inputNanoDollarsPerMillion).toStdString();
        out << YAML::Key << "cached" << YAML::Value
            << dollars(line->cachedInputNanoDollarsPerMillion).toStdString();
        out << YAML::Key << "output" << YAML::Value
            << dollars(line->outputNanoDollarsPerMillion).toStdString();
        out << YAML::EndMap;
    }
    out << YAML::EndMap;
    return QByteArray(out.c_str()) + '\n';
}

std::optional<Price> PriceTable::find(const QString& model, const QString& provider) const
{
    QStringList names{model};
    if (!provider.isEmpty())
        names << provider + u'/' + model;
    for (const QString& shorter :
         {withoutDate(model), withoutVariant(model), withoutDate(withoutVariant(model))}) {
        names << shorter;
        if (!provider.isEmpty())
            names << provider + u'/' + shorter;
    }
    for (const QString& candidate : names)
        if (const auto found = m_entries.constFind(candidate); found != m_entries.cend())
            return *found;
    return std::nullopt;
}

std::optional<Price> PriceTable::find(const Connection& connection) const
{
    return connection.price ? connection.price : find(connection.model, connection.preset);
}

void PriceTable::set(const QString& model, const Price& price)
{
    m_entries.insert(model, price);
}

void PriceTable::remove(const QString& model)
{
    m_entries.remove(model);
}

void PriceTable::merge(const PriceTable& other)
{
    for (auto line = other.m_entries.cbegin(); line != other.m_entries.cend(); ++line)
        m_entries.insert(line.key(), line.value());
}

} // namespace metaspo
