#include "core/engine/RunBudget.h"

#include "core/llm/Pricing.h"

namespace metaspo {

namespace {

QString dollars(qint64 nanoDollars)
{
    return QString::number(static_cast<double>(nanoDollars) / 1e9, 'f', 4) + QStringLiteral(" USD");
}

} // namespace

RunBudget::RunBudget(const RunSpending& spent, const RunLimits& limits)
    : m_limits(limits), m_calls(spent.calls), m_spent(spent.nanoDollars.value_or(0)),
      m_isPriceKnown(spent.calls == 0 || spent.nanoDollars.has_value())
{}

void RunBudget::setLimits(const RunLimits& limits)
{
    std::lock_guard lock(m_mutex);
    m_limits = limits;
}

qint64 RunBudget::reserve(const Connection& connection, const QList<Message>& messages,
                          const CallParameters& parameters)
{
    qint64 characters = 0;
    for (const Message& message : messages)
        characters += message.text.size() + 16;
    TokenUsage most;
    most.input = characters; // hardly any text has more tokens than characters
    most.cached = 0;
    most.output = parameters.outputTokens;
    return costNanoDollars(connection.price, most).value_or(0);
}

bool RunBudget::take(qint64 reserved)
{
    std::lock_guard lock(m_mutex);
    if (m_limits.maximumCalls && m_calls >= *m_limits.maximumCalls)
        return false;
    if (m_limits.budgetNanoDollars && m_spent + m_reserved + reserved > *m_limits.budgetNanoDollars)
        return false;
    ++m_calls;
    m_reserved += reserved;
    return true;
}

void RunBudget::settle(qint64 reserved, bool isAnswered, std::optional<qint64> cost)
{
    std::lock_guard lock(m_mutex);
    m_reserved -= reserved;
    if (!isAnswered) {
        --m_calls;
        return;
    }
    m_spent += cost.value_or(0);
    m_isPriceKnown = m_isPriceKnown && cost.has_value();
}

std::optional<qint64> RunBudget::spent() const
{
    std::lock_guard lock(m_mutex);
    return m_isPriceKnown ? std::optional(m_spent) : std::nullopt;
}

std::optional<qint64> RunBudget::cap() const
{
    std::lock_guard lock(m_mutex);
    return m_limits.budgetNanoDollars;
}

QString RunBudget::refusal() const
{
    std::lock_guard lock(m_mutex);
    if (m_limits.maximumCalls && m_calls >= *m_limits.maximumCalls)
        return QStringLiteral("%1 calls were allowed, and as many were made").arg(*m_limits.maximumCalls);
    return QStringLiteral("%1 are spent, and the next call could pass the budget of %2")
        .arg(dollars(m_spent), dollars(m_limits.budgetNanoDollars.value_or(0)));
}

} // namespace metaspo
