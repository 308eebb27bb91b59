#include "ui/window/FinishingDialog.h"

#include "core/engine/ClosingProjects.h"
#include "ui/kit/PlainText.h"
#include "ui/window/ClosingLabel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int finishingLookMilliseconds = 200;
constexpr int textWidth = 400;

} // namespace

FinishingDialog::FinishingDialog(ClosingProjects& closing, QWidget* parent)
    : QDialog(parent)
    , m_closing(closing)
    , m_text(new QLabel(this))
    , m_trouble(new QLabel(this))
{
    setObjectName(QStringLiteral("finishingDialog"));
    setWindowTitle(tr("Closing"));
    m_text->setObjectName(QStringLiteral("finishingText"));
    m_trouble->setObjectName(QStringLiteral("finishingTrouble"));
    for (QLabel* label : {m_text, m_trouble}) {
        label->setWordWrap(true);
        label->setMinimumWidth(textWidth);
    }
    auto* buttons = new QDialogButtonBox(this);
    QPushButton* stop = buttons->addButton(tr("Stop at once"), QDialogButtonBox::DestructiveRole);
    stop->setObjectName(QStringLiteral("stopAtOnce"));
    stop->setAutoDefault(false); // not by an absent-minded Return
    stop->setAccessibleDescription(tr("Calls in flight are cut off; they may have been paid for."));
    QPushButton* stay = buttons->addButton(tr("Stay"), QDialogButtonBox::RejectRole);
    stay->setObjectName(QStringLiteral("stayOpen"));
    stay->setDefault(true);
    stay->setFocus();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(16);
    column->addWidget(m_text);
    column->addWidget(m_trouble);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(stop, &QPushButton::clicked, this, [this, stop] {
        m_isStopping = true;
        stop->setEnabled(false);
        m_closing.stopAtOnce();
        showState();
    });
    connect(&m_closing, &ClosingProjects::changed, this, &FinishingDialog::showState);
    connect(&m_look, &QTimer::timeout, this, &FinishingDialog::showState);
    m_look.start(finishingLookMilliseconds);
    showState();
}

void FinishingDialog::showState()
{
    if (m_closing.isEmpty())
        return accept();
    const int calls = m_closing.callsInFlight();
    if (m_isStopping)
        showPlain(m_text, tr("Stopping …"));
    else if (calls == 0)
        showPlain(m_text, closingText(m_closing));
    else
        showPlain(m_text,
                  tr("%1 Their answers are paid for and kept; then the window closes by itself. Stopped at once, "
                     "they are lost, and may have been paid for.")
                      .arg(closingText(m_closing)));
    showPlain(m_trouble, displayLine(m_closing.trouble(), 400));
    m_trouble->setHidden(m_trouble->text().isEmpty());
}

} // namespace metaspo
