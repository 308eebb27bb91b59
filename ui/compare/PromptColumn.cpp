#include "ui/compare/PromptColumn.h"

#include "ui/compare/CompareWords.h"
#include "ui/compare/DiffStrip.h"
#include "ui/kit/ElidedLabel.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/CallInspector.h"
#include "ui/run/DiffPane.h"
#include "ui/run/StepText.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

PromptColumn::PromptColumn(int number, QWidget* parent)
    : QWidget(parent)
    , m_number(number)
    , m_letter(caption(promptLetter(number), this))
    , m_title(new ElidedLabel(this, Qt::ElideLeft)) // which proposal it is stands at the end
    , m_facts(new ElidedLabel(this))
    , m_standing(new ElidedLabel(this))
    , m_summary(new QLabel(this))
    , m_text(new DiffText(this))
    , m_strip(new DiffStrip(m_text, this))
    , m_inspector(new CallInspector(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("promptColumn%1").arg(promptLetter(number)));
    m_stack->addWidget(makeText());
    m_stack->addWidget(m_inspector);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 6, 8, 8);
    rows->setSpacing(6);
    rows->addWidget(makeHeader());
    rows->addWidget(m_stack, 1);
    for (QWidget* watched : findChildren<QWidget*>())
        watched->installEventFilter(this);
    connect(m_strip, &DiffStrip::chosen, this, &PromptColumn::changeChosen);
    connect(m_inspector, &CallInspector::failed, this, &PromptColumn::failed);
}

QString PromptColumn::named(const char* part) const
{
    return QLatin1String(part) + promptLetter(m_number);
}

QWidget* PromptColumn::makeHeader()
{
    auto* header = new QWidget(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setObjectName(named("promptTitle"));
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setObjectName(named("promptFacts"));
    m_standing->setObjectName(named("promptStanding"));
    m_summary->setObjectName(named("promptDifference"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    auto* first = new QHBoxLayout;
    first->setSpacing(6);
    first->addWidget(m_letter);
    first->addWidget(m_title, 1);
    const QString letter = promptLetter(m_number);
    if (!isBaseline()) {
        auto* pin = toolButton(tr("Make prompt %1 the baseline").arg(letter), QStringLiteral("pin"),
                               named("makeBaseline"), header);
        connect(pin, &QToolButton::clicked, this, &PromptColumn::baselineRequested);
        first->addWidget(pin);
    }
    auto* copy = toolButton(tr("Copy the whole text of prompt %1").arg(letter), QStringLiteral("copy"),
                            named("copyPrompt"), header);
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_record.candidate.text); });
    auto* remove = toolButton(tr("Take prompt %1 out of the comparison").arg(letter), QStringLiteral("close"),
                              named("removePrompt"), header);
    connect(remove, &QToolButton::clicked, this, &PromptColumn::removalRequested);
    first->addWidget(copy);
    first->addWidget(remove);
    auto* last = new QHBoxLayout;
    last->addWidget(m_standing, 1);
    last->addWidget(m_summary);
    auto* rows = new QVBoxLayout(header);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(1);
    rows->addLayout(first);
    rows->addWidget(m_facts);
    rows->addLayout(last);
    return header;
}

QWidget* PromptColumn::makeText()
{
    auto* area = new QWidget(this);
    nameWidget(m_text, named("promptText"), tr("Text of prompt %1").arg(promptLetter(m_number)));
    m_strip->setObjectName(named("promptOverview"));
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_text, 1);
    row->addWidget(m_strip);
    return area;
}

void PromptColumn::setProject(const std::shared_ptr<Project>& project)
{
    m_call.reset();
    m_inspector->setProject(project);
}

bool PromptColumn::show(const CandidateRecord& record)
{
    const bool isSame = record.run == m_record.run && record.candidate.step == m_record.candidate.step &&
                        record.candidate.text == m_record.candidate.text;
    m_record = record;
    const Candidate& candidate = record.candidate;
    m_title->show(promptTitle(record));
    QStringList facts{tr("Run %1").arg(record.run),
                      stateGlyph(candidate.state) + QLatin1Char(' ') + stateText(candidate.state)};
    if (candidate.score)
        facts += tr("score %1").arg(percentText(candidate.score->value()));
    facts += metaspo::text(candidate.step);
    m_facts->show(displayLine(facts.join(QStringLiteral("  ·  "))));
    m_text->setAccessibleDescription(m_title->text());
    if (isSame)
        return true;
    m_standing->show(isBaseline() ? tr("Baseline: the others are measured by it") : QString());
    showPlainText();
    return false;
}

void PromptColumn::showStanding(const QString& text)
{
    if (!isBaseline())
        m_standing->show(text);
}

void PromptColumn::setCurrent(bool isCurrent)
{
    m_isCurrent = isCurrent;
    update();
}

void PromptColumn::setView(View view)
{
    m_stack->setCurrentIndex(view == View::Prompt ? 0 : 1);
    m_summary->setVisible(view == View::Prompt);
}

// Emptied first: the former conversation must not stand there until the next one is read.
void PromptColumn::showCall(std::optional<qint64> call)
{
    if (call == m_call)
        return;
    m_call = call;
    m_inspector->show(std::nullopt);
    m_inspector->show(call);
}

void PromptColumn::showPlainText()
{
    m_spans.clear();
    m_summary->clear();
    const QString compared = comparedText(m_record.candidate.text);
    m_text->showParts(m_record.candidate.text,
                      shownParts({{DiffKind::Equal, compared}}, DiffSide::Before,
                                 m_record.candidate.text.size() - compared.size()));
}

void PromptColumn::showDifferences(const QList<DiffSpan>& spans)
{
    m_spans = spans;
    const QString& whole = m_record.candidate.text;
    m_text->showParts(whole, shownParts(spans, isBaseline() ? DiffSide::Before : DiffSide::After,
                                        whole.size() - comparedText(whole).size()));
    if (isBaseline())
        return;
    m_summary->setText(differenceSummary(spans));
    m_summary->setToolTip(tr("%Ln difference(s)", nullptr, countChanges(spans)));
}

void PromptColumn::goTo(int change)
{
    m_text->goTo(change);
}

void PromptColumn::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_isCurrent ? toneColour(Tone::Accent, palette()) : lineColour(palette()));
    painter.setBrush(isBaseline() ? toneBackground(Tone::Quiet, palette()) : palette().base().color());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void PromptColumn::mousePressEvent(QMouseEvent* event)
{
    QWidget::mousePressEvent(event);
    Q_EMIT entered();
}

bool PromptColumn::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn)
        Q_EMIT entered();
    return QWidget::eventFilter(watched, event);
}

} // namespace metaspo
