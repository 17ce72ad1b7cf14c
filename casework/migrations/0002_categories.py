"""The official classification (two levels) with the plain words residents pick from."""

from django.db import migrations

# code, official name, English, plain words, plain words in English, place on the form
FIRST_LEVEL = [
    ("labor_social_security", "劳动和社会保障", "Labour and social security",
     "工资、社保、医保、养老金", "Wages, social insurance, medical insurance, pensions", 1),
    ("health", "卫生健康", "Health", "看病、医院、疫苗", "Doctors, hospitals, vaccines", 2),
    ("natural_resources", "自然资源", "Natural resources",
     "征地、拆迁、补偿", "Land acquisition, demolition, compensation", 3),
    ("education", "教育", "Education", "上学、学校、老师", "Schools and teachers", 4),
    ("agriculture_rural", "农业农村", "Agriculture and villages",
     "村里的账、承包地、宅基地、补贴", "Village accounts, farmland, homesteads, subsidies", 5),
    ("civil_affairs_emergency", "民政与应急", "Civil affairs and emergencies",
     "低保、养老、残疾、退役优抚", "Minimum income, care, disability, veterans", 6),
    ("housing_property", "房产物业", "Housing and property management",
     "房子、物业、电梯、房产证", "Homes, property management, lifts, title deeds", 7),
    ("ecology", "生态环境", "Environment",
     "污染、噪声、油烟、异味", "Pollution, noise, fumes, smells", 8),
    ("urban_rural_construction", "城乡建设", "Town and village construction",
     "水电气暖、街道、路灯、违建", "Water, power, gas, heating, streets, illegal building", 9),
    ("transport", "交通运输", "Transport", "公交、出租、公路", "Buses, taxis, roads", 10),
    ("market_regulation", "市场监管", "Market regulation",
     "买东西、收费", "Shopping and charges", 11),
    ("politics_law", "政法", "Public order and justice",
     "治安、户口、官司", "Public order, household registration, lawsuits", 12),
    ("tech_information", "科技与信息产业", "Technology and information",
     "快递、电信", "Parcels and telecommunications", 13),
    ("economy", "经济管理", "Economy", "企业、银行", "Companies and banks", 14),
    ("culture_sports_tourism", "文体旅游", "Culture, sports and tourism",
     "文化、体育、旅游", "Culture, sports, tourism", 15),
    ("organization_personnel", "组织人事", "Organisation and personnel",
     "招录、编制", "Recruitment and posts", 16),
    ("party_government", "党务政务", "Party and government affairs",
     "办事难、态度差", "Red tape, rude service", 17),
    ("other", "其他", "Other", "其他", "Something else", 18),
    ("veterans_military", "军队事务与退役军人", "Military affairs and veterans", "", "", 0),
]

SECOND_LEVEL = {
    "agriculture_rural": "村务管理 土地承包经营 扶贫开发 动物防疫 农资农技 惠农补贴 农副产品流通 "
    "林业管理 草原草场 水利水电 水库移民 农垦农场 野生资源管理",
    "natural_resources": "土地资源管理 土地征收 矿产资源管理 海洋气象地震",
    "urban_rural_construction": "村镇建设 工程质量 建筑市场 城乡规划 国有土地上房屋征收与补偿 "
    "集体土地上房屋拆迁与补偿 城市建设和市政管理 建设管理",
    "housing_property": "住房保障与房地产 物业服务 房屋权属",
    "labor_social_security": "劳动保护 就业培训 工资福利 劳动关系 退休政策及待遇 城镇职工社会保险 "
    "城镇居民社会保险 社保基金管理",
    "health": "公共卫生 医政监管 医患纠纷 人口计生 食品药品监管",
    "education": "失学辍学 考试招生 教育体制 教育收费 教师队伍和待遇 教育行政管理",
    "culture_sports_tourism": "文化 体育 文物管理 旅游管理",
    "civil_affairs_emergency": "社会救助 救灾募捐 福利慈善 优抚 基层选举和社区建设 民间组织 "
    "区划地名 社会服务 安全生产",
    "veterans_military": "复退安置 军转安置",
    "politics_law": "社会治安 刑案侦破 户籍证件 交通管理 警务督察 诉讼 刑罚执行 仲裁与调解 "
    "行政复议 法律服务 法制建设",
    "economy": "宏观调控 国资监管 企业破产 金融财税 保险证券期货 能源管理 商业贸易",
    "market_regulation": "市场监管 质监检验检疫",
    "transport": "客货运输 出租车管理",
    "ecology": "环境污染 环保管理 建设项目审批",
    "tech_information": "科学技术 知识产权 信息化建设 电信 邮政管理",
    "party_government": "党的建设 政治体制 宣传舆论 民族宗教 群众团体 港澳台侨 国防外交 领导事务 "
    "历史遗留问题 表达情感",
    "organization_personnel": "选拔任用 编制职位 招录辞退 机构改革 人力资源 离休",
}


def load(apps, schema_editor):
    category = apps.get_model("casework", "Category")
    for code, name, name_en, plain, plain_en, order in FIRST_LEVEL:
        # Going back leaves the categories to the matters that name them.
        parent, _created = category.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "name_en": name_en,
                "plain_words": plain,
                "plain_words_en": plain_en,
                "form_order": order,
            },
        )
        for place, child in enumerate(SECOND_LEVEL.get(code, "").split(), start=1):
            category.objects.get_or_create(
                code=f"{code}-{place:02d}", defaults={"parent": parent, "name": child}
            )


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
