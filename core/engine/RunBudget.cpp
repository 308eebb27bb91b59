#include "core/engine/RunBudget.h"

#include "core/llm/Pricing.h"

namespace metaspo {

namespace {

} // namespace

RunBudget::RunBudget(const RunSpending& spent, const RunLimits& limits)
    : m_limits(limits), m_calls(spent.calls + spent.possiblyPaid), m_spent(spent.nanoDollars),
      m_isPriceKnown(spent.unpricedCalls == 0), m_isExact(spent.unpricedCalls == 0 && spent.possiblyPaid == 0)
{}

Result<void> RunBudget::check(const RunLimits& limits, const QList<Connection>& models)
{
    if (!limits.budgetNanoDollars)
        return {};
    for (const Connection& model : models)
        if (!model.price)
            return failure(ErrorKind::WrongUsage,
                           QStringLiteral("A budget in dollars cannot be kept for %1").arg(model.model),
                           QStringLiteral("Its price is not known"),
                           QStringLiteral("Give the connection a price, or limit the number of calls instead."));
    return {};
}

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

void RunBudget::settle(qint64 reserved, bool isAnswered, std::optional<qint64> cost, int possiblyPaid)
{
    std::lock_guard lock(m_mutex);
    m_reserved -= reserved;
    m_calls += possiblyPaid;
    m_spent += possiblyPaid * reserved;
    m_isExact = m_isExact && possiblyPaid == 0;
    if (!isAnswered) {
        --m_calls;
        return;
    }
    m_spent += cost.value_or(reserved);
    m_isPriceKnown = m_isPriceKnown && cost.has_value();
    m_isExact = m_isExact && cost.has_value();
}

void RunBudget::tell(RunProgress& progress) const
{
    std::lock_guard lock(m_mutex);
    progress.spentNanoDollars = m_isPriceKnown ? std::optional(m_spent) : std::nullopt;
    progress.reservedNanoDollars = m_reserved;
    progress.budgetNanoDollars = m_limits.budgetNanoDollars;
    progress.countedCalls = m_calls;
    progress.maximumCalls = m_limits.maximumCalls;
}

std::optional<qint64> RunBudget::spent() const
{
    std::lock_guard lock(m_mutex);
    return m_isPriceKnown ? std::optional(m_spent) : std::nullopt;
}

qint64 RunBudget::counted() const
{
    std::lock_guard lock(m_mutex);
    return m_spent;
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
    return QStringLiteral("%1 are spent%2, and the next call could pass the budget of %3")
        .arg(dollarText(m_spent), m_isExact ? QString() : QStringLiteral(" or may be"),
             dollarText(m_limits.budgetNanoDollars.value_or(0)));
}

} // namespace metaspo
