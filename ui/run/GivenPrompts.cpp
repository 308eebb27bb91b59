#include "ui/run/GivenPrompts.h"

#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"

#include <QLabel>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace metaspo {

GivenPrompts::GivenPrompts(QWidget* parent)
    : QWidget(parent)
    , m_list(new QListWidget(this))
    , m_users(hint({}, this))
{
    nameWidget(m_list, QStringLiteral("givenPrompts"), tr("System prompts to score"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the whole text is the tool tip
    m_list->setFixedHeight(6 * fontMetrics().height());
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(m_list);
    rows->addWidget(m_users);
    setFocusProxy(m_list);
    connect(m_list, &QListWidget::itemChanged, this, &GivenPrompts::changed);
}

void GivenPrompts::show(const QStringList& systemPrompts, const QMap<QString, QStringList>& userPrompts)
{
    const QSignalBlocker quiet(m_list);
    m_prompts = systemPrompts;
    m_list->clear();
    for (const QString& prompt : systemPrompts) {
        auto* item =
            new QListWidgetItem(prompt.isEmpty() ? tr("(no system prompt)") : displayLine(prompt, 200), m_list);
        item->setToolTip(displayToolTip(prompt));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
    m_users->setText(userPrompts.isEmpty()
                         ? tr("Each task goes with its own user prompt.")
                         : tr("With given user prompts for %1; other tasks go with their own.")
                               .arg(displayLine(QStringList(userPrompts.keys()).join(QStringLiteral(", ")), 120)));
}

QStringList GivenPrompts::chosen() const
{
    QStringList prompts;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked)
            prompts.append(m_prompts.at(row));
    return prompts;
}

} // namespace metaspo
