#include "ui/window/ClosingLabel.h"

#include "core/engine/ClosingProjects.h"

namespace metaspo {

namespace {

constexpr int lookMilliseconds = 500;

} // namespace

QString closingText(const ClosingProjects& closing)
{
    const int calls = closing.callsInFlight();
    return calls > 0 ? ClosingLabel::tr("Finishing %n call(s).", nullptr, calls)
                     : ClosingLabel::tr("Closing the project.");
}

ClosingLabel::ClosingLabel(ClosingProjects& closing, QWidget* parent)
    : QLabel(parent)
    , m_closing(closing)
{
    setObjectName(QStringLiteral("closingLabel"));
    setTextFormat(Qt::PlainText);
    connect(&closing, &ClosingProjects::changed, this, &ClosingLabel::showState);
    connect(&m_look, &QTimer::timeout, this, &ClosingLabel::showState);
    hide();
}

void ClosingLabel::showState()
{
    if (m_closing.isEmpty())
        m_look.stop();
    else if (!m_look.isActive())
        m_look.start(lookMilliseconds);
    const bool isWorthSaying = m_closing.callsInFlight() > 0;
    setText(isWorthSaying ? closingText(m_closing) : QString());
    setVisible(isWorthSaying);
}

} // namespace metaspo
