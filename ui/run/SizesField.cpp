#include "ui/run/SizesField.h"

#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QSpinBox>

namespace metaspo {

namespace {

// Two in a row, each with its title before it.
void place(QGridLayout* grid, qsizetype number, QLabel* title, QWidget* field)
{
    title->setBuddy(field);
    const int row = static_cast<int>(number / 2);
    const int column = 2 * static_cast<int>(number % 2);
    grid->addWidget(title, row, column);
    grid->addWidget(field, row, column + 1);
}

bool isOfExamples(int RunSettings::* member)
{
    return member == &RunSettings::train || member == &RunSettings::validation || member == &RunSettings::test;
}

void hold(QWidget* field, const QString& why)
{
    field->setEnabled(false);
    field->setToolTip(displayToolTip(why));
}

} // namespace

SizesField::SizesField(QWidget* parent)
    : QWidget(parent)
    , m_seedTitle(new QLabel(tr("Seed"), this))
    , m_seed(new QLineEdit(this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(4, 1);
    addCount(grid, tr("Iterations (N)"), "iterations", &RunSettings::iterations, 1);
    addCount(grid, tr("System candidates (M)"), "systemCandidates", &RunSettings::systemCandidates, 1);
    addCount(grid, tr("User candidates (m)"), "userCandidates", &RunSettings::userCandidates, 1);
    addCount(grid, tr("User prompts kept (k)"), "kept", &RunSettings::kept, 1);
    addCount(grid, tr("Failures per user analysis"), "userFailures", &RunSettings::userFailures, 1);
    addCount(grid, tr("Failures per system analysis"), "systemFailures", &RunSettings::systemFailures, 1);
    addCount(grid, tr("Train examples"), "train", &RunSettings::train, 1);
    addCount(grid, tr("Validation examples"), "validation", &RunSettings::validation, 0);
    m_counts.back().box->setSpecialValueText(tr("none"));
    m_counts.back().box->setToolTip(tr("None: prompts are chosen by their scores on the train examples"));
    addCount(grid, tr("Test examples"), "test", &RunSettings::test, 0);
    addSeed(grid);
}

void SizesField::addCount(QGridLayout* grid, const QString& title, const char* objectName, int RunSettings::* member,
                          int least)
{
    auto* box = new QSpinBox(this);
    nameWidget(box, QLatin1String(objectName), title);
    box->setRange(least, 100'000);
    box->setGroupSeparatorShown(true);
    auto* label = new QLabel(title, this);
    place(grid, m_counts.size(), label, box);
    connect(box, &QSpinBox::valueChanged, this, &SizesField::changed);
    m_counts.append({member, box, label});
}

void SizesField::addSeed(QGridLayout* grid)
{
    nameWidget(m_seed, QStringLiteral("seed"), tr("Seed"));
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,19}")), m_seed));
    place(grid, m_counts.size(), m_seedTitle, m_seed);
    connect(m_seed, &QLineEdit::textEdited, this, &SizesField::changed);
}

void SizesField::show(const RunSettings& settings)
{
    m_seed->setText(QString::number(settings.seed));
    for (const Count& count : std::as_const(m_counts))
        count.box->setValue(settings.*count.member);
}

void SizesField::write(RunSettings& settings) const
{
    settings.seed = m_seed->text().toULongLong();
    for (const Count& count : m_counts)
        settings.*count.member = count.box->value();
}

void SizesField::keepTestOnly()
{
    for (const Count& count : std::as_const(m_counts)) {
        const bool isTest = count.member == &RunSettings::test;
        count.box->setVisible(isTest);
        count.title->setVisible(isTest);
    }
    m_seed->hide();
    m_seedTitle->hide();
}

void SizesField::holdShared(const std::optional<Step>& at, const QString& why)
{
    hold(m_seed, why);
    for (const Count& count : std::as_const(m_counts)) {
        if (isOfExamples(count.member))
            hold(count.box, why);
        if (count.member != &RunSettings::iterations || !at)
            continue;
        count.box->setMinimum(std::max(1, at->iteration));
        if (at->loop == Loop::Test)
            hold(count.box, why); // all of them come before it
    }
}

} // namespace metaspo
