#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Connection.h"
#include "core/domain/Error.h"

#include <QByteArray>
#include <QMap>
#include <optional>

namespace metaspo {

/// What a call cost, in 1e-9 USD, rounded to the nearest. Cached input costs its own price. Nothing without a
/// price or without reported usage: unknown is never 0.
std::optional<qint64> costNanoDollars(const std::optional<Price>& price, const TokenUsage& usage);
QString dollarText(qint64 nanoDollars); ///< "0.0123 USD"

/// Prices per model. A user-editable file, YAML or JSON: model -> {input, cached, output}, USD per million
/// tokens. Exact decimals; no floating point on the way.
class PriceTable
{
public:
    static Result<PriceTable> read(const QByteArray& yamlOrJson);
    /// LiteLLM's model_prices_and_context_window.json (USD per token). Entries that are not chat models or
    /// have no price are left out.
    static Result<PriceTable> importLiteLlm(const QByteArray& json);
    QByteArray write() const; ///< YAML, sorted

    /// The exact id, then "provider/model", then without a date at its end, then without ":variant" or
    /// "@version".
    std::optional<Price> find(const QString& model, const QString& provider = {}) const;
    /// The connection's own price wins.
    std::optional<Price> find(const Connection& connection) const;
    void set(const QString& model, const Price& price);
    void remove(const QString& model);
    /// Entries of `other` win.
    void merge(const PriceTable& other);
    const QMap<QString, Price>& entries() const { return m_entries; }

private:
    QMap<QString, Price> m_entries;
};

} // namespace metaspo
