#include "ui/tasks/SplitDialog.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Words.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <array>
#include <limits>

namespace metaspo {

namespace {

constexpr int whole = 100;

using Counts = std::array<qsizetype, 3>;

qsizetype& of(Counts& counts, Split split)
{
    return counts.at(static_cast<std::size_t>(split));
}

Counts countsOf(const Task& task)
{
    Counts counts{};
    for (const Example& example : task.examples)
        ++of(counts, example.split);
    return counts;
}

QString text(Counts counts)
{
    QStringList parts;
    for (const Split split : {Split::Train, Split::Validation, Split::Test})
        parts.append(QStringLiteral("%1 %2").arg(wordFor(split), countText(of(counts, split))));
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace

SplitDialog::SplitDialog(const Task& task, QWidget* parent)
    : QDialog(parent)
    , m_task(task)
{
    setObjectName(QStringLiteral("splitDialog"));
    setWindowTitle(tr("Divide into splits"));
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("splitSummary"));
    m_summary->setWordWrap(true);
    m_summary->setMinimumWidth(420);
    m_summary->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_summary->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(gap);
    column->addWidget(
        hint(tr("Equal questions stay together, labels keep their shares, and the same seed gives the same "
                "splits."),
             this));
    column->addWidget(makeFields());
    column->addWidget(m_summary);
    column->addWidget(makeButtons());
    changeShares();
}

QSpinBox* SplitDialog::makeShare(const char* objectName, const QString& name, int percent)
{
    auto* box = new QSpinBox(this);
    nameWidget(box, QLatin1String(objectName), name);
    box->setRange(0, whole);
    box->setSuffix(tr(" %"));
    box->setValue(percent);
    return box;
}

QWidget* SplitDialog::makeFields()
{
    auto* area = new QWidget(this);
    const SplitShares usual;
    m_train = makeShare("splitTrain", wordFor(Split::Train), usual.trainPercent);
    m_train->setReadOnly(true);
    m_train->setFocusPolicy(Qt::ClickFocus);
    m_train->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_train->setToolTip(tr("What the others leave"));
    m_validation = makeShare("splitValidation", wordFor(Split::Validation), usual.validationPercent);
    m_test = makeShare("splitTest", wordFor(Split::Test), usual.testPercent);
    m_seed = new QSpinBox(area);
    nameWidget(m_seed, QStringLiteral("splitSeed"), tr("Seed"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(static_cast<int>(usual.seed));
    m_keepsTest = new QCheckBox(tr("&Keep the test split and divide the rest"), area);
    nameWidget(m_keepsTest, QStringLiteral("splitKeepsTest"), tr("Keep the test split and divide the rest"));
    const bool hasTest = std::any_of(m_task.examples.begin(), m_task.examples.end(),
                                     [](const Example& example) { return example.split == Split::Test; });
    m_keepsTest->setEnabled(hasTest);
    auto* form = new QFormLayout(area);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->addRow(tr("&Validation"), m_validation);
    form->addRow(tr("&Test"), m_test);
    form->addRow(tr("T&rain"), m_train);
    form->addRow(QString(), m_keepsTest);
    form->addRow(tr("&Seed"), m_seed);
    for (QSpinBox* box : {m_validation, m_test})
        connect(box, &QSpinBox::valueChanged, this, &SplitDialog::changeShares);
    connect(m_seed, &QSpinBox::valueChanged, this, &SplitDialog::preview);
    connect(m_keepsTest, &QCheckBox::toggled, this, &SplitDialog::changeShares);
    return area;
}

QWidget* SplitDialog::makeButtons()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_divide = buttons->addButton(tr("&Divide"), QDialogButtonBox::AcceptRole);
    m_divide->setObjectName(QStringLiteral("splitAccept"));
    m_divide->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("splitCancel"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT divisionChosen(m_edit);
        accept();
    });
    return buttons;
}

SplitShares SplitDialog::shares() const
{
    SplitShares wanted;
    wanted.keepsTest = m_keepsTest->isChecked();
    wanted.validationPercent = m_validation->value();
    wanted.testPercent = wanted.keepsTest ? 0 : m_test->value();
    wanted.trainPercent = whole - wanted.validationPercent - wanted.testPercent;
    wanted.seed = static_cast<quint64>(m_seed->value());
    return wanted;
}

void SplitDialog::changeShares()
{
    m_test->setEnabled(!m_keepsTest->isChecked());
    const int test = m_keepsTest->isChecked() ? 0 : m_test->value();
    m_validation->setMaximum(whole - test);
    m_test->setMaximum(whole - m_validation->value());
    m_train->setValue(whole - test - m_validation->value());
    preview();
}

void SplitDialog::preview()
{
    m_divide->setEnabled(false);
    const int generation = ++m_generation;
    whenDone(previewDivision(m_task, shares()), this, [this, generation](const Result<TaskEdit>& edit) {
        if (generation == m_generation)
            show(edit);
    });
}

void SplitDialog::show(const Result<TaskEdit>& edit)
{
    if (!edit)
        return showPlain(m_summary, sentence(edit.error()));
    m_edit = *edit;
    const Counts now = countsOf(m_task);
    Counts then = now;
    for (const ExampleEdit& one : m_edit.examples) {
        --of(then, one.before->split);
        ++of(then, one.after->split);
    }
    const int moved = static_cast<int>(m_edit.examples.size());
    m_divide->setEnabled(moved > 0);
    showPlain(m_summary, tr("Now: %1\nThen: %2\n%3")
                             .arg(text(now), text(then),
                                  moved == 0 ? tr("No example changes its split.")
                                             : tr("%Ln example(s) change their split.", nullptr, moved)));
}

} // namespace metaspo
